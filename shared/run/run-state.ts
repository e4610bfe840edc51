import type { AtMs } from "../kernel/moment.ts";
import type { NumberSet } from "../kernel/number-set.ts";
import type { Queue } from "../kernel/queue.ts";
import type { Vector } from "../kernel/vector.ts";
import type { BrokerRelease } from "../run-log/broker-release.ts";
import type { BurstState } from "./burst.ts";
import type { Incident } from "./incident.ts";
import type { ReadyTasks } from "./ready-tasks.ts";
import type { LossReason } from "../run-log/loss-reason.ts";
import type { BrokerIdentity, CountMismatch, RunId, RunOutcome } from "../run-log/run-event.ts";
import type { ArmId, Scenario, TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { QueueSettings } from "../scenario/queue-settings.ts";
import type { AckMode, Strategy } from "../scenario/strategy.ts";

/** One delivery of a task to a worker, from arrival in its buffer to its end. Lab times. */
export interface Attempt {
  readonly task: TaskNumber;
  readonly worker: WorkerId;
  readonly attempt: number;
  readonly redelivered: boolean;
  /** As its headers told; 0 where they didn't. */
  readonly acquiredCount: number;
  readonly deliveryCount: number;
  /** Its consumer's mode. */
  readonly ack: AckMode;
  readonly receivedAtMs: AtMs;
  readonly startedAtMs: AtMs | null;
  /** When it finished, was lost, or went back to the queue. */
  readonly endedAtMs: AtMs | null;
  readonly ackedAtMs: AtMs | null;
  /** The broker still waits for its ack. Never under auto-ack. */
  readonly unacked: boolean;
  readonly outcome: "held" | "running" | "done" | "lost" | "requeued" | "dead-lettered";
  /** The worker went on with it though the broker had taken it back: the work is done twice. */
  readonly late: boolean;
  /** When it started or finished was concluded, not seen. */
  readonly inferred: boolean;
}

/**
 * `missing`: somebody else took it out of the queue. `refused`: the broker never took it. `dead`: its queue gave it up, and
 * keeps it among its dead letters.
 */
export type Place =
  "ready" | "held" | "running" | "done" | "lost" | "returned" | "missing" | "refused" | "dead";

/** A task in one arm. It is in exactly one place. */
export interface TaskState {
  readonly task: TaskNumber;
  readonly text: string;
  /** `null` where nobody knows it. */
  readonly serviceMs: number | null;
  readonly persistent: boolean;
  /** Somebody else published it: no other arm has it, and it was published when it was first seen. */
  readonly outside: boolean;
  readonly publishedAtMs: AtMs;
  readonly confirmed: boolean;
  /** Once done, it stays done here, even when the broker delivers it again. */
  readonly place: Place;
  /** Who has it (held, running), had it last (done, lost), or `null`. */
  readonly worker: WorkerId | null;
  /** Deliveries so far. */
  readonly attempts: number;
  /** Where its latest delivery is in the arm's `attempts`. */
  readonly lastAttempt: number | null;
  /** Delivered again after a worker gave it up. */
  readonly redelivered: boolean;
  readonly lossReason: LossReason | null;
  /** When it was first done, or else lost or returned. */
  readonly settledAtMs: AtMs | null;
}

export interface SpeedSince {
  readonly atMs: AtMs;
  readonly speed: number;
}

/** Why a worker does nothing, and since when. */
export interface Halt {
  readonly atMs: AtMs;
  readonly how: "paused" | "hung";
  /** Whether the broker still hears from it. */
  readonly heartbeats: boolean;
}

/** An ack that came after the broker had given the task to somebody else. */
export interface RefusedAck {
  readonly atMs: AtMs;
  readonly task: TaskNumber;
  readonly worker: WorkerId;
  readonly replyCode: number;
  readonly replyText: string;
}

/** One stay of a worker at the queue; a worker that comes back is a new stay with the same id. */
export interface WorkerState {
  readonly worker: WorkerId;
  readonly joinedAtMs: AtMs;
  readonly leftAtMs: AtMs | null;
  readonly leftHow: "stopped" | "killed" | "broker-lost" | "missed-heartbeats" | null;
  /** How fast it works when nothing stops it. */
  readonly speed: number;
  /** How fast it worked: 0 while paused or hung. Oldest first; never empty. */
  readonly speeds: readonly SpeedSince[];
  /** How many tasks it works on at a time. */
  readonly concurrency: number;
  /** Set while it is paused or hung. */
  readonly halt: Halt | null;
  /** False while it forgets to acknowledge. */
  readonly acking: boolean;
  /** What it had done unacknowledged when it took to acknowledging again: these it never will. */
  readonly forgotten: number;
  /** In order of arrival. */
  readonly held: Queue<TaskNumber>;
  /** In order of start; with late work at most `concurrency`. */
  readonly running: readonly TaskNumber[];
  /** What it works on although the broker has taken it back, in order of start. */
  readonly late: readonly TaskNumber[];
  /** Delivered to it and not yet acknowledged; 0 under auto-ack. */
  readonly unacked: number;
  /** Where in the arm's `attempts` its deliveries are that have not ended for good: unacked, or late and worked on. */
  readonly open: NumberSet;
  /** Tasks it held or ran and that died with it, in the order it would have worked on them. */
  readonly lost: Vector<TaskNumber>;
}

/** What the broker answered to a declare with other settings. */
export interface RefusedRedeclare extends QueueSettings {
  readonly atMs: AtMs;
  /** The channel that died of it. */
  readonly channel: number;
  readonly replyCode: number;
  readonly replyText: string;
}

/** A message to a routing key that no queue has. It is no task of the run. */
export interface AstrayMessage {
  readonly message: number;
  readonly text: string;
  readonly routingKey: string;
  readonly mandatory: boolean;
  readonly confirmed: boolean;
  /** Only what is mandatory comes back. */
  readonly returned: { readonly replyCode: number; readonly replyText: string } | null;
}

/** One arm at one moment. */
export interface ArmState {
  readonly arm: ArmId;
  readonly strategy: Strategy;
  /** Tasks of the plan, published or not yet, and those so far that were pushed by hand or came from outside. */
  readonly planned: number;
  /** How many of its tasks somebody else published. */
  readonly outside: number;
  /** The run is closed, and its workers were sent home. */
  readonly closed: boolean;
  readonly queue: (QueueSettings & { readonly name: string }) | null;
  /** Somebody deleted it, and it was not declared again. */
  readonly queueDeleted: boolean;
  /** By the latest looks, what the broker holds is so many short of what the log accounts for. */
  readonly fewer: number;
  readonly refusal: { readonly replyCode: number; readonly replyText: string } | null;
  /** The latest, unless the queue was declared as it is since. */
  readonly refusedRedeclare: RefusedRedeclare | null;
  /** Consumers of the queue that are none of our workers. */
  readonly foreignConsumers: number;
  readonly astray: readonly AstrayMessage[];
  /** The latest. */
  readonly burst: BurstState | null;
  /** By number: task n is at n − 1. Tasks not (yet) published in this arm are absent, never holes. */
  readonly tasks: Vector<TaskState>;
  /** How many tasks are in each place. */
  readonly counts: Readonly<Record<Place, number>>;
  /**
   * What the broker has to give out, in its order: that of publication, but a quorum queue puts elsewhere what comes back.
   * A task done but never acked may be among them, so this can be longer than `counts.ready`.
   */
  readonly ready: ReadyTasks;
  /** What is among its queue's dead letters. As with `ready`, a task done but never acked may be. */
  readonly dead: NumberSet<TaskNumber>;
  /** In order of first arrival; a worker's latest stay. */
  readonly workers: readonly WorkerState[];
  /** Stays that ended before a worker came back. */
  readonly earlierStays: readonly WorkerState[];
  /** Every delivery, in order of arrival. */
  readonly attempts: Vector<Attempt>;
  /** Deliveries flagged redelivered. */
  readonly redeliveries: number;
  /** Tasks finished more than once. */
  readonly duplicates: number;
  readonly refusedAcks: readonly RefusedAck[];
  /** Deliveries the broker still counts as unacknowledged. */
  readonly unacked: number;
  /** Changes of strategy since the run opened. */
  readonly changes: readonly { readonly atMs: AtMs; readonly strategy: Strategy }[];
}

export interface Note {
  readonly atMs: AtMs;
  readonly text: string;
}

/** A whole run at one moment: the log up to there, folded. */
export interface RunState {
  readonly runId: RunId | null;
  readonly scenario: Scenario | null;
  readonly broker: BrokerIdentity | null;
  /** Whose rules it keeps. */
  readonly release: BrokerRelease | null;
  /** Since when the broker has not answered, though nobody has given it up. */
  readonly brokerSilentSinceMs: AtMs | null;
  /** Set while the broker is away. */
  readonly brokerLost: { readonly atMs: AtMs; readonly reason: string } | null;
  /** Lab time of the last event. */
  readonly atMs: AtMs;
  readonly paused: boolean;
  readonly speed: number;
  /** In order A, B, C, D. */
  readonly arms: readonly ArmState[];
  readonly notes: readonly Note[];
  readonly incidents: Vector<Incident>;
  readonly outcome: RunOutcome | null;
  readonly mismatches: readonly CountMismatch[];
}
