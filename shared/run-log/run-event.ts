import type { Brand } from "../kernel/brand.ts";
import type { AtMs } from "../kernel/moment.ts";
import type { BrokerRelease } from "./broker-release.ts";
import type { DeathReason, LossReason, MissingBy } from "./loss-reason.ts";
import type { FORMAT_VERSION } from "./versions.ts";
import type { ArmId, Scenario, TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { QueueSettings } from "../scenario/queue-settings.ts";
import type { AckMode, Strategy } from "../scenario/strategy.ts";

/** Position in a run's log: 1 for the first event, then +1 each time, with no gaps. */
export type Seq = Brand<number, "Seq">;
export type RunId = Brand<string, "RunId">;

/** The broker as it named itself when a connection was opened. */
export interface BrokerIdentity {
  readonly kind: "embedded" | "rabbitmq" | "other";
  readonly product: string;
  readonly version: string;
}

/** Where a delivery stands: which task, with whom, and the how-manieth delivery of it this is. */
export interface AttemptRef {
  readonly arm: ArmId;
  readonly task: TaskNumber;
  readonly worker: WorkerId;
  /** 1 for the first delivery of this task in this arm. */
  readonly attempt: number;
}

/** A message of an arm's publisher that was sent where no queue is. */
export interface AstrayRef {
  readonly arm: ArmId;
  /** 1 for the first one of this arm. */
  readonly message: number;
}

/** How often a delivery's message came back before, as its headers tell; left out where they don't. */
export interface ReturnCounts {
  /** `x-acquired-count`: for whatever reason. */
  readonly acquiredCount?: number;
  /** `x-delivery-count`: what counts towards the queue's delivery limit. */
  readonly deliveryCount?: number;
  /** By `x-death`: how often its queue gave it up, and it came back from the dead letters. */
  readonly deathCount?: number;
}

/** A difference between the log's counts and the broker's own, found when the run closed. */
export interface CountMismatch {
  readonly arm: ArmId;
  /** Ready plus unacked, by the log, and what is among the dead letters. */
  readonly expected: number;
  /** Messages in the queue and among its dead letters once every consumer had gone, by the broker; `null` if it would not say. */
  readonly counted: number | null;
}

/** Every task done in every arm; someone stopped it; or the broker refused to go on. */
export type RunOutcome = "finished" | "stopped" | "failed";

/**
 * One fact about a run, as a client of the broker saw it.
 *
 * Written from the clients' side only, so a run looks the same on the embedded
 * broker and on RabbitMQ. What the broker held (ready, unacked) is derived: a
 * worker's unacked deliveries return to the queue when it leaves, unless `lost`
 * was said of them first.
 */
export type RunEvent =
  | {
      readonly type: "run-opened";
      readonly formatVersion: typeof FORMAT_VERSION;
      readonly runId: RunId;
      readonly scenario: Scenario;
      readonly broker: BrokerIdentity;
      readonly release: BrokerRelease | null;
    }
  | (QueueSettings & {
      readonly type: "queue-declared";
      readonly arm: ArmId;
      readonly queue: string;
    })
  | (QueueSettings & {
      readonly type: "declare-refused";
      readonly arm: ArmId;
      readonly queue: string;
      readonly replyCode: number;
      readonly replyText: string;
    })
  /** Declared once more during the run, as it is: the broker answers as if nothing had happened. */
  | (QueueSettings & {
      readonly type: "queue-redeclared";
      readonly arm: ArmId;
      readonly queue: string;
    })
  /** Declared once more with other settings. The queue stays as it was; the channel is gone. */
  | (QueueSettings & {
      readonly type: "redeclare-refused";
      readonly arm: ArmId;
      readonly queue: string;
      /** The number of the channel the broker closed over it. */
      readonly channel: number;
      readonly replyCode: number;
      readonly replyText: string;
    })
  /** Somebody deleted it: its consumers are gone, and what was in it. */
  | { readonly type: "queue-deleted"; readonly arm: ArmId; readonly queue: string }
  /** By two looks at the queue, the broker holds so many fewer than the log accounts for; 0: it agrees again. */
  | { readonly type: "broker-holds-fewer"; readonly arm: ArmId; readonly count: number }
  /** By the broker's count of consumers, beyond our own workers. Said when it changes. */
  | { readonly type: "foreign-consumers"; readonly arm: ArmId; readonly count: number }
  | {
      readonly type: "worker-joined";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      readonly speed: number;
      /** How many tasks it works on at a time; 1 where it isn't said. */
      readonly concurrency?: number;
    }
  | {
      readonly type: "worker-left";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      /** `missed-heartbeats`: the broker took it for dead and closed its connection. */
      readonly how: "stopped" | "killed" | "broker-lost" | "missed-heartbeats";
    }
  | { readonly type: "worker-paused"; readonly arm: ArmId; readonly worker: WorkerId }
  | {
      readonly type: "worker-hung";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      /** Whether it still answers the broker's heartbeats. */
      readonly heartbeats: boolean;
    }
  /** Works again after a pause or a hang. */
  | { readonly type: "worker-resumed"; readonly arm: ArmId; readonly worker: WorkerId }
  | {
      readonly type: "worker-acking-changed";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      /** False: it does its tasks and never acknowledges them. */
      readonly acking: boolean;
    }
  | {
      readonly type: "worker-speed-changed";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      readonly speed: number;
    }
  | {
      readonly type: "published";
      readonly arm: ArmId;
      readonly task: TaskNumber;
      readonly text: string;
      /** Milliseconds of work at speed 1; `null` where nobody knows before it is done. */
      readonly serviceMs: number | null;
      readonly persistent: boolean;
    }
  /**
   * Somebody else's message in our queue: a task of this arm alone, from when we first saw it, which is when a worker was
   * given it, or at the end.
   */
  | {
      readonly type: "published-outside";
      readonly arm: ArmId;
      readonly task: TaskNumber;
      /** Cut short; of what is no text, or too long to show, how many bytes it is. */
      readonly text: string;
      /** As much of what it asks for as is worked on. */
      readonly serviceMs: number;
      /** What it asks for, where that is more. */
      readonly askedMs?: number;
      readonly persistent: boolean;
    }
  | { readonly type: "confirmed"; readonly arm: ArmId; readonly task: TaskNumber }
  | {
      readonly type: "returned";
      readonly arm: ArmId;
      readonly task: TaskNumber;
      readonly replyCode: number;
      readonly replyText: string;
    }
  /** Sent once more: it was never confirmed, and the queue has not got it. */
  | { readonly type: "republished"; readonly arm: ArmId; readonly task: TaskNumber }
  /** The broker would not take it: a nack where a confirm was waited for. */
  | { readonly type: "refused"; readonly arm: ArmId; readonly task: TaskNumber }
  /** The broker no longer has it, and none of our workers was given it: somebody else took it away. */
  | {
      readonly type: "missing";
      readonly arm: ArmId;
      readonly task: TaskNumber;
      readonly by: MissingBy;
    }
  /** It was missing, or lost, and the broker has it after all. */
  | { readonly type: "found"; readonly arm: ArmId; readonly task: TaskNumber }
  /** No task: a message to a routing key that no queue has. */
  | (AstrayRef & {
      readonly type: "published-astray";
      readonly text: string;
      readonly routingKey: string;
      readonly mandatory: boolean;
    })
  /** The broker acknowledges it all the same. */
  | (AstrayRef & { readonly type: "astray-confirmed" })
  | (AstrayRef & {
      readonly type: "astray-returned";
      readonly replyCode: number;
      readonly replyText: string;
    })
  /** Many messages at once, to a queue of their own that nobody consumes from. No tasks. */
  | (QueueSettings & {
      readonly type: "burst-begun";
      readonly arm: ArmId;
      readonly queue: string;
      readonly count: number;
      readonly persistent: boolean;
      readonly confirms: boolean;
    })
  /** So many of them so far. */
  | { readonly type: "burst-sent"; readonly arm: ArmId; readonly sent: number }
  | { readonly type: "burst-confirmed"; readonly arm: ArmId; readonly confirmed: number }
  /** All are confirmed; or, without confirms, the broker has answered the channel's close. */
  | { readonly type: "burst-answered"; readonly arm: ArmId }
  /** So many are in the queue, by the broker; `null` if it would not say. */
  | {
      readonly type: "burst-counted";
      readonly arm: ArmId;
      readonly survived: number | null;
    }
  | (AttemptRef &
      ReturnCounts & {
        readonly type: "received";
        readonly redelivered: boolean;
        /** The consumer's own mode: while a strategy is being changed it may differ from the arm's. */
        readonly ack: AckMode;
      })
  | (AttemptRef & { readonly type: "started"; readonly basis?: Basis })
  /** It hung until the broker gave its task to somebody else, and now goes on with it all the same. */
  | (AttemptRef & { readonly type: "late-work-started" })
  | (AttemptRef & { readonly type: "finished"; readonly basis?: Basis })
  /** Somebody else published it to our queue, and it was refused: in logs of before such a message became a task. */
  | {
      readonly type: "foreign-message";
      readonly arm: ArmId;
      readonly worker: WorkerId;
      readonly text: string;
    }
  | (AttemptRef & { readonly type: "acked" })
  | (AttemptRef & { readonly type: "nacked"; readonly requeue: boolean })
  | (AttemptRef & { readonly type: "rejected"; readonly requeue: boolean })
  /** Too late: the broker had given the task to somebody else, and closed the channel. */
  | (AttemptRef & {
      readonly type: "ack-refused";
      readonly replyCode: number;
      readonly replyText: string;
    })
  /** Sent on a connection that was dead by then, or to a broker that died of it: the queue has the task again. Said when that shows. */
  | (AttemptRef & { readonly type: "ack-lost"; readonly basis?: Basis })
  | {
      readonly type: "lost";
      readonly arm: ArmId;
      readonly task: TaskNumber;
      readonly why: LossReason;
    }
  /** Its queue gave it up, and has put it among its dead letters. No client is told: it follows from what was done to it. */
  | {
      readonly type: "dead-lettered";
      readonly arm: ArmId;
      readonly task: TaskNumber;
      readonly why: DeathReason;
    }
  | { readonly type: "settings-changed"; readonly arm: ArmId; readonly strategy: Strategy }
  /** In good order, or as with kill -9. */
  | { readonly type: "broker-restart-asked"; readonly kill: boolean }
  /** The command that does it said why; `null` where this lab may not. The broker may be up or down. */
  | { readonly type: "broker-restart-failed"; readonly reason: string | null }
  /** What it was asked at `sinceMs` it has not answered yet; nobody has given it up. */
  | { readonly type: "broker-silent"; readonly sinceMs: AtMs }
  /** After a silence. */
  | { readonly type: "broker-answered" }
  | { readonly type: "broker-stopped"; readonly reason: string }
  | { readonly type: "broker-started"; readonly broker: BrokerIdentity }
  | { readonly type: "clock-paused" }
  | { readonly type: "clock-resumed" }
  | { readonly type: "speed-changed"; readonly speed: number }
  | { readonly type: "noted"; readonly text: string }
  | {
      readonly type: "run-closed";
      readonly outcome: RunOutcome;
      readonly mismatches: readonly CountMismatch[];
    };

/** Whether somebody saw it, or it was concluded from what was seen. Measured where nothing is said. */
export type Basis = "measured" | "inferred";

/** An event with its place in the log. `atMs` is lab time since the run began. */
export type Logged<Event extends RunEvent = RunEvent> = Event & {
  readonly seq: Seq;
  readonly atMs: AtMs;
  /** Who says so, where it is not the run's own publisher and workers. */
  readonly source?: string;
};
