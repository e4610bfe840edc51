import { exponential, seededRng } from "#shared/kernel/random.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Prefetch } from "#shared/scenario/strategy.ts";
import { taskOfSize } from "#shared/scenario/workload.ts";
import { simulatedLog, simulateInto } from "#simulation/simulate.ts";
import { TaskTimes } from "#simulation/task-times.ts";

const TASKS = 20_000;
const WORKERS = 4;
const MEAN_MS = 3000;
const ROUNDS = 5;
const WARM_UP = 3;

export interface Rates {
  readonly prefetch: Prefetch;
  /** Events a second: into metrics, and kept as a log. Medians. */
  readonly measured: number;
  readonly logged: number;
}

/** How fast a run of 20,000 exponential tasks, all at once, on four workers is simulated. */
export function simulationRates(): readonly Rates[] {
  return ([1, "unlimited"] as const).map((prefetch) => {
    const scenario = scenarioWith(prefetch);
    const events = simulatedLog({ scenario }).length;
    const measured = medianRate(() => (meanWaitMs(scenario) > 0 ? events : 0));
    const logged = medianRate(() => simulatedLog({ scenario }).length);
    return { prefetch, measured, logged };
  });
}

function meanWaitMs(scenario: Scenario): number {
  const times = new TaskTimes(TASKS);
  simulateInto(times, { scenario });
  let sumMs = 0;
  for (let task = 1; task <= TASKS; task++) {
    sumMs += (times.startedAtMs[task] ?? NaN) - (times.publishedAtMs[task] ?? NaN);
  }
  return sumMs / TASKS;
}

function scenarioWith(prefetch: Prefetch): Scenario {
  const rng = seededRng(7);
  const workload = Array.from({ length: TASKS }, () =>
    taskOfSize(Math.round(exponential(rng, MEAN_MS))),
  );
  const workers = Array.from({ length: WORKERS }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
  const strategy = { ...EAGER, prefetch, confirms: false };
  return {
    preset: null,
    seed: 7,
    workload,
    arms: [{ arm: "A", strategy, workers }],
    faults: [],
  };
}

/** By processor time: other work may run beside it. */
function medianRate(run: () => number): number {
  const rates: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const before = process.cpuUsage();
    const events = run();
    const { user, system } = process.cpuUsage(before);
    if (round >= WARM_UP) rates.push((1e6 * events) / (user + system));
  }
  return rates.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}
