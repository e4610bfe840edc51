import type { TaskNumber } from "../scenario/scenario.ts";
import type { ArmState } from "./run-state.ts";

const WINDOW_MS = 1000;
/** More often than this within {@link WINDOW_MS} is a loop: nobody does it by hand. */
const MOST = 5;

export interface RequeueLoop {
  readonly task: TaskNumber;
  /** How often it went back within a second of lab time. */
  readonly times: number;
}

/** The task that went back to the queue most often within a second, where that is a loop. */
export function requeueLoop({ attempts }: ArmState): RequeueLoop | null {
  const recent = new Map<TaskNumber, number[]>();
  let worst: RequeueLoop | null = null;
  for (const { task, outcome, endedAtMs } of attempts) {
    if (outcome !== "requeued" || endedAtMs === null) continue;
    const before = recent.get(task) ?? [];
    const within = [...before.filter((atMs) => endedAtMs - atMs < WINDOW_MS), endedAtMs];
    recent.set(task, within);
    if (within.length > Math.max(MOST, worst?.times ?? 0)) worst = { task, times: within.length };
  }
  return worst;
}
