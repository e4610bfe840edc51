import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { ConsumerSettings } from "./consumer.ts";
import type { Delivery } from "./delivery.ts";
import type { WorkClock } from "./work.ts";

/** Short, so that nobody waits long to see a silent worker given up. */
export const WORKER_HEARTBEAT_S = 3;

export interface WorkerOptions {
  readonly url: string;
  readonly connectionName: string;
  readonly queue: string;
  readonly arm: ArmId;
  readonly worker: WorkerId;
  /** 1 works a dot in a second of lab time. */
  readonly speed: number;
  readonly settings: ConsumerSettings;
  /** As it was before it lost the broker. */
  readonly habits: WorkerHabits;
  /** What it was at when the broker gave it up. */
  readonly late: Delivery | null;
}

/** What it was told, and keeps to when it connects anew. */
export interface WorkerHabits {
  readonly acking: boolean;
  readonly paused: boolean;
}

export interface WorkerPorts {
  readonly report: (event: RunEvent) => void;
  readonly clock: WorkClock;
  /** Counts a delivery of `task` in this arm, or `null` when no such task was published. */
  readonly nextAttempt: (task: TaskNumber) => number | null;
}

export type LeftHow = Extract<RunEvent, { type: "worker-left" }>["how"];
