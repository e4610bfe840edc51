import type { AtMs, ForMs } from "../kernel/moment.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import type { Span } from "./spans.ts";

export interface WorkerMetrics {
  readonly worker: WorkerId;
  /** How many tasks it works on at a time: it has so many hands. */
  readonly concurrency: number;
  /** Deliveries it received. */
  readonly messages: number;
  /** All its hands together; so is what of it was wasted. */
  readonly busyMs: ForMs;
  readonly wastedMs: ForMs;
  /** There, and neither paused nor hung. */
  readonly aliveMs: ForMs;
  /** busy / (alive · hands), 0…1; `null` before it has lived. */
  readonly utilisation: number | null;
  /** How long the message it has held longest has been unacknowledged; `null` where it holds none. */
  readonly oldestHeldMs: ForMs | null;
  /** Idle while some task was published and not started. */
  readonly idleSpans: readonly Span[];
}

/** Milliseconds of hands up to the moment asked, and where they went. The parts add up to `totalMs`. */
export interface TimeBudget {
  readonly totalMs: ForMs;
  readonly busyMs: ForMs;
  readonly idleWhileWorkWaitsMs: ForMs;
  readonly nothingToDoMs: ForMs;
  readonly downMs: ForMs;
}

export interface DepthPoint {
  readonly atMs: AtMs;
  readonly ready: number;
  readonly held: number;
  readonly running: number;
}

/** Nearest-rank percentiles, or `null` with under 20 samples: show the maximum then. */
export interface Durations {
  readonly count: number;
  readonly meanMs: ForMs;
  readonly maxMs: ForMs;
  readonly p50Ms: ForMs | null;
  readonly p95Ms: ForMs | null;
}

/** The measures of one arm at one moment, lab time. */
export interface ArmMetrics {
  /** Last end − first publish, once every task is done. `null` when one was lost or returned. */
  readonly finishMs: ForMs | null;
  /** "No schedule can beat this", for the tasks published so far and those planned. */
  readonly lowerBoundMs: ForMs | null;
  /** When it would be reached: so long after the first publication. */
  readonly lowerBoundAtMs: AtMs | null;
  readonly budget: TimeBudget;
  /** The two parts of idle while work waits: out of the idle workers' reach, and on its way to them. */
  readonly heldBackMs: ForMs;
  readonly onWireMs: ForMs;
  /** The part of idle while work waits while messages were ready. */
  readonly idleWhileReadyMs: ForMs;
  /** How much idleness a broker could see, under manual ack. */
  readonly brokerCouldSeeMs: ForMs;
  /** The part of busy that came to nothing: given back, lost, or done before. */
  readonly wastedMs: ForMs;
  readonly utilisation: number | null;
  /** Jain's index, or `null` when workers were alive for different times or nothing was done. */
  readonly fairnessByMessages: number | null;
  readonly fairnessByWork: number | null;
  readonly workers: readonly WorkerMetrics[];
  readonly depth: readonly DepthPoint[];
  readonly wait: Durations | null;
  readonly waitInQueue: Durations | null;
  readonly waitInBuffer: Durations | null;
  readonly waitOnThrownAway: Durations | null;
  readonly turnaround: Durations | null;
}
