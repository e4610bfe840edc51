import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { generateWorkload, type RecipeProblem } from "#shared/scenario/generate-workload.ts";
import {
  parseWorkload,
  type LineProblem,
  type WorkloadFormat,
} from "#shared/scenario/parse-workload.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type {
  Arm,
  PlannedTask,
  PlannedWorker,
  Scenario,
  WorkerId,
} from "#shared/scenario/scenario.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { PlannedFault } from "./parse-fault.ts";
import type { RaceOptions } from "./race-options.ts";
import type { CrewSize } from "./parse-sizes.ts";
import { TERMINAL_LIMITS } from "./terminal-limits.ts";

/** The text of a file, `-` being what comes in by the pipe; or why there is none. */
export type ReadText = (file: string) => Result<string, string>;

export type ScenarioProblem =
  | { readonly code: "cannot-read"; readonly file: string; readonly reason: string }
  | { readonly code: "bad-line"; readonly file: string; readonly problem: LineProblem }
  | { readonly code: "no-tasks"; readonly file: string }
  | { readonly code: "bad-recipe"; readonly problem: RecipeProblem }
  | { readonly code: "exclusive"; readonly names: readonly [string, string] }
  | {
      readonly code: "unknown-worker";
      readonly fault: string;
      readonly worker: WorkerId;
      readonly workers: readonly WorkerId[];
    };

/** What the options ask to be run. */
export function scenarioOf(
  options: RaceOptions,
  readText: ReadText,
): Result<Scenario, ScenarioProblem> {
  const ways = (["preset", "tasks", "file", "count"] as const).filter(
    (name) => options[name] !== undefined,
  );
  const [one, other] = ways;
  if (one && other) return fail({ code: "exclusive", names: [one, other] });
  const own = ownWorkload(options, readText);
  if (!own.ok) return own;
  return withFaults(planOf(options, own.value), options.fault);
}

/** Given, read or drawn; `null` when the preset's is to be run. */
function ownWorkload(
  { tasks, file, count, sizes, arrivals, seed = 1 }: RaceOptions,
  readText: ReadText,
): Result<readonly PlannedTask[] | null, ScenarioProblem> {
  if (tasks) return ok(tasks);
  if (file !== undefined) return fromFile(file, readText);
  if (count === undefined && !sizes && !arrivals) return ok(null);
  const drawn = generateWorkload(
    {
      count: count ?? 12,
      sizes: sizes ?? { kind: "heavy-and-light", heavyMs: 4000, lightMs: 1000, heavyShare: 0.3 },
      arrivals: arrivals ?? { kind: "at-once" },
      seed,
    },
    TERMINAL_LIMITS.tasks,
  );
  return drawn.ok ? drawn : fail({ code: "bad-recipe", problem: drawn.error });
}

function fromFile(
  file: string,
  readText: ReadText,
): Result<readonly PlannedTask[], ScenarioProblem> {
  const text = readText(file);
  if (!text.ok) return fail({ code: "cannot-read", file, reason: text.error });
  const format = formatOf(file);
  const read = parseWorkload(text.value, { maxTasks: TERMINAL_LIMITS.tasks, format });
  if (!read.ok) {
    const [problem] = read.error;
    if (problem) return fail({ code: "bad-line", file, problem });
  }
  return read.ok && read.value.length > 0 ? read : fail({ code: "no-tasks", file });
}

/** By its name, where that says it; a CSV may have no header then. */
function formatOf(file: string): WorkloadFormat | undefined {
  if (/\.csv$/i.test(file)) return "csv";
  return /\.(ndjson|jsonl)$/i.test(file) ? "ndjson" : undefined;
}

const TWO: CrewSize = { workers: 2, concurrency: 1 };

function planOf(options: RaceOptions, own: readonly PlannedTask[] | null): Scenario {
  const { workers: asked, arm: strategies, seed } = options;
  const base = presets[options.preset ?? "odd-heavy"];
  const crew = asked || own ? workersOf(asked ?? TWO) : (base.arms[0]?.workers ?? workersOf(TWO));
  const wanted = strategies.length === 0 && own ? [EAGER, WAIT_FOR_ACK] : strategies;
  const arms =
    wanted.length > 0 ? wanted.map((strategy, i) => armOf(i, strategy, crew)) : base.arms;
  return {
    preset: own || asked || strategies.length > 0 ? null : base.preset,
    seed: seed ?? base.seed,
    workload: own ?? base.workload,
    arms: asked && wanted.length === 0 ? arms.map((arm) => ({ ...arm, workers: crew })) : arms,
    faults: own ? [] : base.faults,
  };
}

/** In place of those the preset brings, if any are given. */
function withFaults(
  scenario: Scenario,
  planned: readonly PlannedFault[],
): Result<Scenario, ScenarioProblem> {
  if (planned.length === 0) return ok(scenario);
  const faults = planned.flatMap((one) => (one.type === "fault" ? [one.fault] : []));
  const newcomers = planned.flatMap((one) => (one.type === "join" ? [one] : []));
  const arms = scenario.arms.map((arm) => ({
    ...arm,
    workers: [
      ...arm.workers.filter(({ worker }) => !newcomers.some((one) => one.worker === worker)),
      ...newcomers.map(({ worker, atMs }) => ({ worker, speed: 1, joinAtMs: atMs })),
    ],
  }));
  const known = [...new Set(arms.flatMap((arm) => arm.workers.map(({ worker }) => worker)))];
  for (const one of planned) {
    if (one.type !== "fault" || one.fault.type !== "act-on-worker") continue;
    const { worker } = one.fault;
    if (!known.includes(worker)) {
      return fail({ code: "unknown-worker", fault: one.text, worker, workers: known });
    }
  }
  return ok({ ...scenario, preset: null, arms, faults });
}

function armOf(index: number, strategy: Strategy, crew: readonly PlannedWorker[]): Arm {
  return { arm: ARM_IDS[index] ?? "A", strategy, workers: crew };
}

function workersOf({ workers, concurrency }: CrewSize): readonly PlannedWorker[] {
  return Array.from({ length: workers }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
    ...(concurrency > 1 && { concurrency }),
  }));
}
