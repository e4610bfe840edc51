import type { Brand } from "../kernel/brand.ts";
import type { PresetId } from "./preset.ts";
import type { Strategy } from "./strategy.ts";
import type { WorkerAction } from "./worker-action.ts";

export type ArmId = "A" | "B" | "C" | "D";
/** Letters, digits, `.`, `_` and `-`; unique within one arm. The lab itself calls them `w1`, `w2`, … */
export type WorkerId = Brand<string, "WorkerId">;
/** 1, 2, 3 … in order of publication; the same number in every arm. */
export type TaskNumber = Brand<number, "TaskNumber">;

/** One task of a workload: the tutorial's text, one dot a second of work. */
export interface PlannedTask {
  readonly text: string;
  /** Lab ms of work, 0 or more, where the dots of the text don't say it. */
  readonly serviceMs?: number;
  /** Lab time of publication, from the start of the run. */
  readonly publishAtMs: number;
}

export interface PlannedWorker {
  readonly worker: WorkerId;
  /** 1 works a dot in a second, 0.5 takes two. */
  readonly speed: number;
  /** Lab time at which it attaches; 0 is before the first task is published. */
  readonly joinAtMs: number;
  /** How many tasks it works on at a time, each at its speed; 1 unless set. */
  readonly concurrency?: number;
}

/** How many tasks at a time the one of them works on that works on most. */
export function mostAtATime(workers: readonly PlannedWorker[]): number {
  return Math.max(1, ...workers.map(({ concurrency = 1 }) => concurrency));
}

export interface Arm {
  readonly arm: ArmId;
  readonly strategy: Strategy;
  readonly workers: readonly PlannedWorker[];
}

/** Something that goes wrong on purpose, in every arm at the same lab time. */
export type Fault =
  | {
      readonly type: "act-on-worker";
      readonly worker: WorkerId;
      readonly action: WorkerAction;
      readonly atMs: number;
    }
  /** In good order, or as with kill -9. */
  | { readonly type: "restart-broker"; readonly kill: boolean; readonly atMs: number };

/** What will be run: every arm gets the same tasks at the same moments. */
export interface Scenario {
  /** The preset it was loaded from, until something is changed. */
  readonly preset: PresetId | null;
  /** Seeds whatever was drawn by chance when the workload was made. */
  readonly seed: number;
  readonly workload: readonly PlannedTask[];
  /** One to four. */
  readonly arms: readonly Arm[];
  readonly faults: readonly Fault[];
}
