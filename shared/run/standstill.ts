import type { AtMs } from "../kernel/moment.ts";
import { DELIVERIES_WITHOUT_END, isPoison } from "../scenario/poison.ts";
import { retries } from "../scenario/dead-letters.ts";
import type { ArmId, Scenario, TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { declaredLimitOf } from "../scenario/queue-settings.ts";
import { isSettled } from "./completion.ts";
import { hasCredit, isIdle } from "./idle.ts";
import { doneUnacked, loadOf } from "./in-hand.ts";
import type { ArmState, RunState, WorkerState } from "./run-state.ts";

/** Why an arm will never end by itself, and on how many tasks it waits. Nothing else says of a run that it can't end. */
export interface Standstill {
  readonly arm: ArmId;
  readonly why: "nobody-there" | "hung" | "paused" | "acks-forgotten" | "comes-back";
  /** Whose doing it is; empty when nobody is there, or nobody can do it. */
  readonly workers: readonly WorkerId[];
  readonly tasks: number;
  /** What would return to the queue if these workers were gone. */
  readonly unacked: number;
}

/**
 * Why this run can't end unless somebody does something: every arm is done or stands still, and
 * nothing that is planned will change it. Empty while it can.
 */
export function standstillsOf(run: RunState, nowMs: AtMs): readonly Standstill[] {
  const { arms } = run;
  const found = arms.map((arm) => standstillOf(arm, run, nowMs));
  const mayEnd = arms.some(
    (arm, i) => found[i] === null && !(isSettled(arm) && arm.tasks.length >= arm.planned),
  );
  return mayEnd ? [] : found.filter((one) => one !== null);
}

/** Why this arm can't end unless somebody does something; `null` while it can, or has, or waits for the broker. */
export function standstillOf(
  arm: ArmState,
  { scenario, outcome, brokerLost }: Pick<RunState, "scenario" | "outcome" | "brokerLost">,
  nowMs: AtMs,
): Standstill | null {
  if (outcome !== null || brokerLost !== null || scenario === null) return null;
  if (isSettled(arm) || isMoreToCome(arm, scenario, nowMs)) return null;
  if (arm.workers.some(comesBack)) return null;

  const because = (why: Standstill["why"], workers: readonly WorkerState[], tasks: number) => ({
    arm: arm.arm,
    why,
    workers: workers.map(({ worker }) => worker),
    tasks,
    unacked: workers.reduce((sum, { unacked }) => sum + unacked, 0),
  });
  const there = arm.workers.filter(({ leftAtMs }) => leftAtMs === null);
  if (arm.dead.length > 0 && retries(arm.queue) && there.some(({ halt }) => !halt)) return null;
  if (there.some((worker) => goesOn(arm, worker))) {
    const tasks = there.some((worker) => isOfUse(arm, worker)) ? 0 : comingBack(arm, there);
    return tasks > 0 ? because("comes-back", [], tasks) : null;
  }
  if (there.length === 0) return because("nobody-there", [], arm.ready.length);
  for (const how of ["hung", "paused"] as const) {
    const halted = there.filter(({ halt }) => halt?.how === how);
    const kept = halted.reduce((tasks, worker) => tasks + loadOf(worker), 0);
    if (halted.length > 0) return because(how, halted, kept > 0 ? kept : arm.ready.length);
  }
  const forgetful = there.filter(({ worker }) => doneUnacked(arm, worker) > 0);
  return because("acks-forgotten", forgetful, arm.unacked);
}

/** It works on something that can be done, or is about to. */
function isOfUse(arm: ArmState, worker: WorkerState): boolean {
  const { held, running, late, halt } = worker;
  if (halt) return !halt.heartbeats;
  const isNext = isIdle(worker) && hasCredit(arm, worker);
  return [running, late, held, ...(isNext ? [arm.ready] : [])].some((tasks) =>
    isAnyDoable(arm, tasks),
  );
}

function isAnyDoable(arm: ArmState, tasks: Iterable<TaskNumber>): boolean {
  for (const task of tasks) if (!isPoisonous(arm, task)) return true;
  return false;
}

/** How many tasks nobody can do are given back and given out again; 0 while something may end that. */
function comingBack(arm: ArmState, there: readonly WorkerState[]): number {
  const { queue, strategy, tasks } = arm;
  if (strategy.ack === "auto" || declaredLimitOf(queue ?? strategy) !== undefined) return 0;
  const open = [...arm.ready, ...there.flatMap(({ held, running }) => [...held, ...running])];
  const poisonous = open.filter((task) => isPoisonous(arm, task));
  const isEndless = poisonous.some(
    (task) => (tasks.at(task - 1)?.attempts ?? 0) >= DELIVERIES_WITHOUT_END,
  );
  return isEndless ? poisonous.length : 0;
}

function isPoisonous({ tasks }: ArmState, number: TaskNumber): boolean {
  return isPoison(tasks.at(number - 1)?.text ?? "");
}

/** Something of the plan is still ahead of this arm: a task, a worker, a fault. */
function isMoreToCome(arm: ArmState, { arms, faults }: Scenario, nowMs: AtMs): boolean {
  if (arm.tasks.length < arm.planned) return true;
  const crew = arms.find((planned) => planned.arm === arm.arm)?.workers ?? [];
  return faults.some(({ atMs }) => atMs > nowMs) || crew.some(({ joinAtMs }) => joinAtMs > nowMs);
}

/** Its connection went, which it noticed, and it did not mean to go. */
export function comesBack({ leftHow, halt }: WorkerState): boolean {
  return leftHow === "broker-lost" && halt?.how !== "hung";
}

/** It works, is about to start or to acknowledge something, or the broker is about to find it dead. */
function goesOn(arm: ArmState, worker: WorkerState): boolean {
  const { halt, acking, forgotten } = worker;
  if (halt) return !halt.heartbeats;
  if (loadOf(worker) > 0) return true;
  if (acking && doneUnacked(arm, worker.worker) > forgotten) return true;
  return arm.ready.length > 0 && hasCredit(arm, worker);
}
