import type { WorkerId } from "../scenario/scenario.ts";

/** A stretch of lab time. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface WorkerMetrics {
  readonly worker: WorkerId;
  /** Deliveries it received. */
  readonly messages: number;
  readonly busyMs: number;
  /** There, and neither paused nor hung. */
  readonly aliveMs: number;
  /** busy / alive, 0…1; `null` before it has lived. */
  readonly utilisation: number | null;
  /** Idle while some task was published and not started. */
  readonly idleSpans: readonly Span[];
}

/** Worker-milliseconds up to the moment asked, and where they went. The parts add up to `totalMs`. */
export interface TimeBudget {
  readonly totalMs: number;
  readonly busyMs: number;
  readonly idleWhileWorkWaitsMs: number;
  readonly nothingToDoMs: number;
  readonly downMs: number;
}

export interface DepthPoint {
  readonly atMs: number;
  readonly ready: number;
  readonly held: number;
  readonly running: number;
}

/** Nearest-rank percentiles, or `null` with under 20 samples: show the maximum then. */
export interface Durations {
  readonly count: number;
  readonly meanMs: number;
  readonly maxMs: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

/** The measures of one arm at one moment, lab time. */
export interface ArmMetrics {
  /** Last end − first publish, once every task is done and none was lost. */
  readonly finishMs: number | null;
  /** "No schedule can beat this", for the tasks published so far and those planned. */
  readonly lowerBoundMs: number | null;
  readonly budget: TimeBudget;
  /** The part of idle-while-work-waits that ready messages alone would show. */
  readonly idleSeenByBrokerMs: number;
  readonly utilisation: number | null;
  /** Jain's index, or `null` when workers were alive for different times or nothing was done. */
  readonly fairnessByMessages: number | null;
  readonly fairnessByWork: number | null;
  readonly workers: readonly WorkerMetrics[];
  readonly depth: readonly DepthPoint[];
  readonly wait: Durations | null;
  readonly waitInQueue: Durations | null;
  readonly waitInBuffer: Durations | null;
  readonly turnaround: Durations | null;
}
