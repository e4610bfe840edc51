import type { Queue } from "#shared/kernel/queue.ts";
import type { ReturnCounts, RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { AckMode, Strategy } from "#shared/scenario/strategy.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import type { Ends } from "./delivery-limit.ts";

/**
 * Where a worker is in its life, with what it has in hand and holds there.
 *
 * - `away`: has no connection; not there yet, or gone.
 * - `connecting`: has none yet, and has not shown itself to the queue.
 * - `consuming`: its consumer is there, or asked for.
 * - `suspended`: its consumer is cancelled, or will be; it works on what it has until told to consume.
 * - `moving`: consumes anew as soon as its hands are empty.
 * - `leaving`: its consumer is being cancelled, and it goes.
 * - `finishing`: nothing is delivered to it any more; it goes as soon as its hands are empty.
 * - `closed`: the run is over.
 */
export type WorkerState = Away | Connecting | Present | Closed;

/** One that is there. */
export type At<Is extends WorkerState["is"]> = Extract<WorkerState, { readonly is: Is }>;

/** At the queue: it was seen to join, and not yet to leave. */
export type Present =
  In<"consuming"> | In<"suspended"> | In<"moving"> | In<"leaving"> | In<"finishing">;

interface In<Where extends string> extends Worker {
  readonly is: Where;
  /** In hand: at most `who.concurrency` of them, the oldest first. */
  readonly running: readonly Delivery[];
  /** Delivered and not begun, in order of arrival. */
  readonly held: Queue<Delivery>;
  /** Done and not acknowledged: the broker takes them back when their channel closes. */
  readonly forgotten: readonly Delivery[];
}

export interface Away extends Worker {
  readonly is: "away";
  /** `null`: it was never there. */
  readonly left: LeftHow | null;
  /** What brings it back. It does not notice that it is gone while it hangs. */
  readonly returns: "when-there-is-a-broker" | "when-resumed" | "when-restarted";
  /** What it had in hand when the broker gave it up, and would go on with. */
  readonly abandoned: readonly Delivery[];
}

export interface Connecting extends Worker {
  readonly is: "connecting";
  readonly abandoned: readonly Delivery[];
}

interface Closed extends Worker {
  readonly is: "closed";
}

/** What a worker is wherever it is. */
interface Worker {
  readonly who: Who;
  readonly conduct: Conduct;
  /** How it consumes, or will when it does. */
  readonly settings: ConsumerSettings;
}

export interface Who {
  readonly arm: ArmId;
  readonly worker: WorkerId;
  /** How many tasks it works on at a time. */
  readonly concurrency: number;
}

/** What it was told, and keeps to when it comes back to a broker that was gone. */
export interface Conduct {
  /** 1 works a dot in a second of lab time. */
  readonly speed: number;
  /** Whether it acknowledges what it has done. */
  readonly acking: boolean;
  /** `silent` hangs, and does not answer the broker's heartbeats. */
  readonly pace: "at-work" | "paused" | "hung" | "silent";
}

export type ConsumerSettings = Pick<Strategy, "prefetch" | "ack">;

export type LeftHow = Extract<RunEvent, { readonly type: "worker-left" }>["how"];

/** A task in a worker's hands. */
export interface Delivery extends Ends {
  readonly task: TaskNumber;
  /** 1 for the first delivery of this task in this arm; with `task` it names the delivery. */
  readonly attempt: number;
  /** Means something on the channel it came by only. */
  readonly tag: number;
  /** How its consumer acknowledges. */
  readonly ack: AckMode;
  readonly redelivered: boolean;
  readonly returns: ReturnCounts;
  readonly serviceMs: number;
  /** Nobody can do it: the work on it fails at its end. */
  readonly isPoison: boolean;
  /** The broker took the worker for dead and has given it to somebody else. */
  readonly late: boolean;
}

/** A worker that has not come yet. */
export function newWorker(
  who: Who,
  settings: ConsumerSettings,
  conduct: Partial<Conduct> = {},
): Away {
  return {
    is: "away",
    who,
    settings,
    conduct: { speed: 1, acking: true, pace: "at-work", ...conduct },
    left: null,
    returns: "when-there-is-a-broker",
    abandoned: [],
  };
}

/** It was seen to join, and not yet to leave. */
export function isPresent(state: WorkerState): state is Present {
  return state.is !== "away" && state.is !== "connecting" && state.is !== "closed";
}

/** It did not mean to go: what it waits for is a broker. */
export function wouldComeBack(state: WorkerState): state is Away {
  return state.is === "away" && state.returns === "when-there-is-a-broker";
}

/** It does nothing it is told until it goes on. */
export function isStuck({ conduct }: WorkerState): boolean {
  return conduct.pace === "hung" || conduct.pace === "silent";
}

/** What it would give back if it were told to: what it has in hand, else the next it holds. */
export function nextToGiveBack(state: WorkerState): Delivery | null {
  const next = isPresent(state) ? (state.running[0] ?? state.held.first) : undefined;
  return next?.ack === "manual" && !next.late ? next : null;
}

/** Why it can do nothing about what it is told, or `null`. */
export function refusalOf(
  state: WorkerState,
  action: WorkerAction,
): "no-such-worker" | "nothing-to-give-back" | null {
  switch (state.is) {
    case "closed":
      return "no-such-worker";
    case "away": {
      // Who comes by itself has a speed to come with.
      if (action.type === "set-speed") return wouldComeBack(state) ? null : "no-such-worker";
      if (state.left === null) return "no-such-worker";
      const isWoken = action.type === "resume" && state.returns === "when-resumed";
      return isWoken || action.type === "restart" ? null : "no-such-worker";
    }
    default: {
      const isRefusal = action.type === "nack" || action.type === "reject";
      return isRefusal && nextToGiveBack(state) === null ? "nothing-to-give-back" : null;
    }
  }
}

/** What it has begun, late work that it will go on with included. */
export function begunBy(state: WorkerState): readonly Delivery[] {
  if (isPresent(state)) return [...state.running, ...[...state.held].filter(({ late }) => late)];
  return state.is === "closed" ? [] : state.abandoned;
}
