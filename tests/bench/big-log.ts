import { moment } from "#shared/kernel/moment.ts";
import { exponential, seededRng } from "#shared/kernel/random.ts";
import type { Logged } from "#shared/run-log/run-event.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Arm, WorkerId } from "#shared/scenario/scenario.ts";
import { taskOfSize } from "#shared/scenario/workload.ts";
import { simulatedLog } from "#simulation/simulate.ts";

const WORKERS = 8;
const MEAN_MS = 4000;

/**
 * The log of a simulated race of so many tasks, unlimited against prefetch 1, 8 workers an arm at 90 %: tasks of any
 * size at any moment, a wire that takes its time, times in thousandths as the recorder writes them. Nothing in it
 * repeats itself more than in a real one.
 */
export function bigLog(tasks: number): readonly Logged[] {
  const rng = seededRng(9);
  let publishAtMs = 0;
  const workload = Array.from({ length: tasks }, () => {
    publishAtMs += exponential(rng, MEAN_MS / WORKERS / 0.9);
    return taskOfSize(Math.round(exponential(rng, MEAN_MS)), Math.round(publishAtMs));
  });
  const workers = Array.from({ length: WORKERS }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
  const arms: readonly Arm[] = [
    { arm: "A", strategy: EAGER, workers },
    { arm: "B", strategy: WAIT_FOR_ACK, workers },
  ];
  const log = simulatedLog({
    scenario: { preset: null, seed: 9, workload, arms, faults: [] },
    deliveryDelayMs: 0.713,
    ackDelayMs: 1.292,
  });
  return log.map((event) => ({ ...event, atMs: moment(Math.round(event.atMs * 1000) / 1000) }));
}
