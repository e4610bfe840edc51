import { parseArgs } from "node:util";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { PRESET_IDS, type PresetId } from "#shared/scenario/preset.ts";
import { EAGER, presets, WAIT_FOR_ACK } from "#shared/scenario/presets.ts";
import type { Arm, PlannedWorker, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { ARM_IDS, SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { tasksOfDots, WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import { isAmqpUrl } from "#server/config.ts";
import { parseFault, type PlannedFault } from "./parse-fault.ts";
import { parseStrategy } from "./parse-strategy.ts";

export interface RaceRequest {
  readonly scenario: Scenario;
  /** Lab seconds a second. */
  readonly speed: number;
  readonly amqpUrl: string | null;
  readonly logFile: string | null;
  readonly json: boolean;
}

export const RACE_SPEED = { min: 0.1, max: 100 } as const;

export type OptionName = keyof typeof OPTIONS;

export type ArgumentProblem =
  | { readonly code: "unknown"; readonly name: string }
  | { readonly code: "not-accepted"; readonly name: OptionName; readonly value: string }
  | { readonly code: "too-many-arms" }
  | { readonly code: "too-many-faults" }
  | { readonly code: "preset-and-tasks" };

const OPTIONS = {
  preset: { type: "string" },
  tasks: { type: "string" },
  workers: { type: "string" },
  arm: { type: "string", multiple: true },
  fault: { type: "string", multiple: true },
  speed: { type: "string" },
  seed: { type: "string" },
  "amqp-url": { type: "string" },
  log: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

/** @param argv what follows the program's name. */
export function parseArguments(
  argv: readonly string[],
): Result<RaceRequest | "help", ArgumentProblem> {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = new Map<OptionName, string>();
  const arms: Strategy[] = [];
  const faults: PlannedFault[] = [];
  for (const token of tokens) {
    if (token.kind === "option-terminator") continue;
    if (token.kind === "positional") return fail({ code: "unknown", name: token.value });
    if (!isOption(token.name)) return fail({ code: "unknown", name: token.rawName });
    const { name } = token;
    const value = token.value ?? "";
    if (!isAccepted(name, value)) return fail({ code: "not-accepted", name, value });
    if (name === "arm") arms.push(parseStrategy(value) ?? EAGER);
    else if (name === "fault") faults.push(...parsedFault(value));
    else given.set(name, value);
  }
  if (given.has("help")) return ok("help");
  if (arms.length > SCENARIO_LIMITS.arms) return fail({ code: "too-many-arms" });
  if (faults.length > SCENARIO_LIMITS.faults) return fail({ code: "too-many-faults" });
  if (given.has("preset") && given.has("tasks")) return fail({ code: "preset-and-tasks" });
  return ok({
    scenario: withFaults(scenarioOf(given, arms), faults),
    speed: Number(given.get("speed") ?? 1),
    amqpUrl: given.get("amqp-url") ?? null,
    logFile: given.get("log") ?? null,
    json: given.has("json"),
  });
}

function parsedFault(text: string): readonly PlannedFault[] {
  const fault = parseFault(text);
  return fault ? [fault] : [];
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(OPTIONS, name);
}

function isAccepted(name: OptionName, value: string): boolean {
  switch (name) {
    case "preset":
      return isPreset(value);
    case "tasks":
      return dotsOf(value) !== null;
    case "workers":
      return isWhole(value, 1, SCENARIO_LIMITS.workers);
    case "arm":
      return parseStrategy(value) !== null;
    case "fault":
      return parseFault(value) !== null;
    case "speed":
      return isDecimal(value, RACE_SPEED.min, RACE_SPEED.max);
    case "seed":
      return isWhole(value, 0, SCENARIO_LIMITS.maxSeed);
    case "amqp-url":
      return isAmqpUrl(value);
    case "log":
      return value !== "";
    case "json":
    case "help":
      return value === "";
  }
}

function scenarioOf(
  given: ReadonlyMap<OptionName, string>,
  strategies: readonly Strategy[],
): Scenario {
  const dots = dotsOf(given.get("tasks") ?? "");
  const named = given.get("preset") ?? "odd-heavy";
  const base = presets[isPreset(named) ? named : "odd-heavy"];
  const asked = given.get("workers");
  const crew = asked ? workers(Number(asked)) : dots ? workers(2) : crewOf(base);
  const plain = dots !== null || base.arms.length === 0;
  const wanted = strategies.length > 0 || !plain ? strategies : [EAGER, WAIT_FOR_ACK];
  const arms =
    wanted.length > 0 ? wanted.map((strategy, i) => armOf(i, strategy, crew)) : base.arms;
  return {
    preset: dots || asked || strategies.length > 0 ? null : base.preset,
    seed: Number(given.get("seed") ?? base.seed),
    workload: dots ? tasksOfDots(dots) : base.workload,
    arms: asked && wanted.length === 0 ? arms.map((arm) => ({ ...arm, workers: crew })) : arms,
    faults: dots ? [] : base.faults,
  };
}

/** In place of those the preset brings, if any are given. */
function withFaults(scenario: Scenario, planned: readonly PlannedFault[]): Scenario {
  if (planned.length === 0) return scenario;
  const faults = planned.flatMap((one) => (one.type === "fault" ? [one.fault] : []));
  const newcomers = planned.flatMap((one) => (one.type === "join" ? [one] : []));
  const arms = scenario.arms.map((arm) => ({
    ...arm,
    workers: [
      ...arm.workers.filter(({ worker }) => !newcomers.some((one) => one.worker === worker)),
      ...newcomers.map(({ worker, atMs }) => ({ worker, speed: 1, joinAtMs: atMs })),
    ],
  }));
  return { ...scenario, preset: null, arms, faults };
}

function crewOf({ arms }: Scenario): readonly PlannedWorker[] {
  return arms[0]?.workers ?? workers(2);
}

function armOf(index: number, strategy: Strategy, crew: readonly PlannedWorker[]): Arm {
  return { arm: ARM_IDS[index] ?? "A", strategy, workers: crew };
}

function workers(count: number): readonly PlannedWorker[] {
  return Array.from({ length: count }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
}

function isPreset(name: string): name is PresetId {
  return (PRESET_IDS as readonly string[]).includes(name);
}

function dotsOf(list: string): readonly number[] | null {
  const numbers = list.split(",").map((one) => one.trim());
  const fine = numbers.every((one) => isWhole(one, 1, WORKLOAD_LIMITS.dots));
  return fine && numbers.length <= WORKLOAD_LIMITS.tasks ? numbers.map(Number) : null;
}

function isWhole(text: string, min: number, max: number): boolean {
  return /^\d+$/.test(text) && Number(text) >= min && Number(text) <= max;
}

function isDecimal(text: string, min: number, max: number): boolean {
  return /^\d+(\.\d+)?$/.test(text) && Number(text) >= min && Number(text) <= max;
}
