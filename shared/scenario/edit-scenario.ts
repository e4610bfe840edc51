import { fail, ok, type Result } from "../kernel/result.ts";
import type {
  Arm,
  ArmId,
  Fault,
  PlannedTask,
  PlannedWorker,
  Scenario,
  WorkerId,
} from "./scenario.ts";
import { ARM_IDS, SCENARIO_LIMITS } from "./scenario-limits.ts";
import type { Prefetch, Strategy } from "./strategy.ts";
import { WORKLOAD_LIMITS } from "./workload.ts";

/** Every edit makes it a scenario of one's own: it is no preset any more. */
function edit(scenario: Scenario, change: Partial<Scenario>): Scenario {
  return { ...scenario, ...change, preset: null };
}

export function appendTask(
  scenario: Scenario,
  task: PlannedTask,
): Result<Scenario, "too-many-tasks"> {
  if (scenario.workload.length >= WORKLOAD_LIMITS.tasks) return fail("too-many-tasks");
  return ok(edit(scenario, { workload: [...scenario.workload, task] }));
}

/** @param seed when the tasks were drawn by chance. */
export function appendTasks(
  scenario: Scenario,
  tasks: readonly PlannedTask[],
  seed: number = scenario.seed,
): Result<Scenario, "too-many-tasks"> {
  const workload = [...scenario.workload, ...tasks];
  if (workload.length > WORKLOAD_LIMITS.tasks) return fail("too-many-tasks");
  return ok(edit(scenario, { workload, seed }));
}

/** @param index its place in the workload, from 0. */
export function removeTask(scenario: Scenario, index: number): Scenario {
  return edit(scenario, { workload: scenario.workload.toSpliced(index, 1) });
}

/** @param seed when the tasks were drawn by chance. */
export function replaceWorkload(
  scenario: Scenario,
  workload: readonly PlannedTask[],
  seed: number = scenario.seed,
): Scenario {
  return edit(scenario, { workload, seed });
}

export function changeStrategy(scenario: Scenario, id: ArmId, change: Partial<Strategy>): Scenario {
  return editArm(scenario, id, (arm) => ({ ...arm, strategy: { ...arm.strategy, ...change } }));
}

/** A copy of the last arm with a prefetch no arm has yet. */
export function addArm(scenario: Scenario): Result<Scenario, "too-many-arms"> {
  const id = ARM_IDS[scenario.arms.length];
  const last = scenario.arms.at(-1);
  if (!id || !last) return fail("too-many-arms");
  const taken = new Set(scenario.arms.map(({ strategy }) => strategy.prefetch));
  const prefetch = OTHER_PREFETCHES.find((one) => !taken.has(one)) ?? last.strategy.prefetch;
  const arm: Arm = { ...last, arm: id, strategy: { ...last.strategy, prefetch } };
  return ok(edit(scenario, { arms: [...scenario.arms, arm] }));
}

const OTHER_PREFETCHES: readonly Prefetch[] = ["unlimited", 1, 2, 5, 10];

/** The arms behind it move up a letter. */
export function removeArm(scenario: Scenario, id: ArmId): Result<Scenario, "last-arm"> {
  if (scenario.arms.length === 1) return fail("last-arm");
  const arms = scenario.arms
    .filter(({ arm }) => arm !== id)
    .map((arm, i): Arm => ({ ...arm, arm: ARM_IDS[i] ?? arm.arm }));
  return ok(edit(scenario, { arms, faults: faultsThatApply(scenario, arms) }));
}

/** Adds one that is there from the start. @param name where it is free; otherwise the next that is. */
export function addWorker(
  scenario: Scenario,
  id: ArmId,
  name?: WorkerId,
): Result<Scenario, "too-many-workers"> {
  const workers = workersOf(scenario, id);
  if (workers.length >= SCENARIO_LIMITS.workers) return fail("too-many-workers");
  const worker: PlannedWorker = { worker: freeWorkerId(workers, name), speed: 1, joinAtMs: 0 };
  return ok(editArm(scenario, id, (arm) => ({ ...arm, workers: [...workers, worker] })));
}

/** The wanted name where it is free, else `w` and the number after the highest one taken. */
export function freeWorkerId(
  workers: readonly { readonly worker: WorkerId }[],
  wanted?: WorkerId,
): WorkerId {
  const taken = workers.map(({ worker }) => worker);
  if (wanted !== undefined && !taken.includes(wanted)) return wanted;
  const numbers = taken.map((worker) => Number(/^w(\d{1,5})$/.exec(worker)?.[1] ?? 0));
  return `w${Math.max(0, ...numbers) + 1}` as WorkerId;
}

export function removeWorker(
  scenario: Scenario,
  id: ArmId,
  worker: WorkerId,
): Result<Scenario, "last-worker"> {
  const left = workersOf(scenario, id).filter((one) => one.worker !== worker);
  if (left.length === 0) return fail("last-worker");
  const edited = editArm(scenario, id, (arm) => ({ ...arm, workers: left }));
  return ok({ ...edited, faults: faultsThatApply(scenario, edited.arms) });
}

export function setWorkerSpeed(
  scenario: Scenario,
  id: ArmId,
  worker: WorkerId,
  speed: number,
): Scenario {
  return editArm(scenario, id, (arm) => ({
    ...arm,
    workers: arm.workers.map((one) => (one.worker === worker ? { ...one, speed } : one)),
  }));
}

/** @param concurrency how many tasks at a time. */
export function setWorkerConcurrency(
  scenario: Scenario,
  id: ArmId,
  worker: WorkerId,
  concurrency: number,
): Scenario {
  return editArm(scenario, id, (arm) => ({
    ...arm,
    workers: arm.workers.map((one) => (one.worker === worker ? { ...one, concurrency } : one)),
  }));
}

export function addFault(scenario: Scenario, fault: Fault): Result<Scenario, "too-many-faults"> {
  if (scenario.faults.length >= SCENARIO_LIMITS.faults) return fail("too-many-faults");
  const faults = [...scenario.faults, fault].sort((a, b) => a.atMs - b.atMs);
  return ok(edit(scenario, { faults }));
}

/** @param index its place among the faults, from 0. */
export function removeFault(scenario: Scenario, index: number): Scenario {
  return edit(scenario, { faults: scenario.faults.toSpliced(index, 1) });
}

function editArm(scenario: Scenario, id: ArmId, change: (arm: Arm) => Arm): Scenario {
  return edit(scenario, {
    arms: scenario.arms.map((arm) => (arm.arm === id ? change(arm) : arm)),
  });
}

function workersOf(scenario: Scenario, id: ArmId): readonly PlannedWorker[] {
  return scenario.arms.find(({ arm }) => arm === id)?.workers ?? [];
}

/** A fault that names a worker no arm has would do nothing. */
function faultsThatApply({ faults }: Scenario, arms: readonly Arm[]): Scenario["faults"] {
  const there = new Set(arms.flatMap(({ workers }) => workers.map(({ worker }) => worker)));
  return faults.filter((fault) => fault.type !== "act-on-worker" || there.has(fault.worker));
}
