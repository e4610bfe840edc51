import { BEGINNING, between, later, type AtMs, type ForMs } from "../kernel/moment.ts";
import { retries } from "../scenario/dead-letters.ts";
import type { ArmState, RunState, WorkerState } from "./run-state.ts";

/** Every task planned for this arm, or pushed by hand, is published and has met its end: done, lost or returned. */
export function isOver({ tasks, planned, counts, queue }: ArmState): boolean {
  const open = counts.ready + counts.held + counts.running + (retries(queue) ? counts.dead : 0);
  return tasks.length > 0 && tasks.length >= planned && open === 0;
}

/** Every one of them is done. What was lost or returned never will be. */
export function hasFinished(arm: ArmState): boolean {
  return isOver(arm) && arm.counts.done === arm.tasks.length;
}

/** When the last task met its end, the first time it did; `null` while some have not. */
export function overAtMs(arm: ArmState): AtMs | null {
  if (!isOver(arm)) return null;
  let atMs = BEGINNING;
  for (const { settledAtMs } of arm.tasks) atMs = later(atMs, settledAtMs ?? BEGINNING);
  return atMs;
}

/** When the last task was first done; `null` while some are not, or never will be. */
export function finishedAtMs(arm: ArmState): AtMs | null {
  return hasFinished(arm) ? overAtMs(arm) : null;
}

/** The makespan: from the first publication until every task was done. `null` as above. */
export function finishOf(arm: ArmState): ForMs | null {
  const first = arm.tasks.at(0);
  const atMs = finishedAtMs(arm);
  return first && atMs !== null ? between(first.publishedAtMs, atMs) : null;
}

/**
 * Every task published in this arm has met its end, no ack is outstanding, and the
 * queue is empty: what was done and never acknowledged is given out again.
 */
export function isSettled({ ready, dead, counts, unacked, queue }: ArmState): boolean {
  const comingBack = retries(queue) ? dead.length : 0;
  return ready.length + comingBack + counts.held + counts.running + unacked === 0;
}

/**
 * Every task the scenario planned is published and settled in every arm, and nobody is at one that
 * was given to somebody else. Whether one pushed by hand is still on its way to the broker, only the publisher knows. A run opened without
 * tasks is never complete: it waits for what people push.
 */
export function isComplete({ scenario, arms }: RunState): boolean {
  if (!scenario || scenario.workload.length === 0) return false;
  const most = Math.max(...arms.map(({ planned, outside }) => planned - outside));
  return arms.every((arm) => ours(arm) === most && isSettled(arm) && !arm.workers.some(isLate));
}

/** How many tasks the run itself has published in an arm. */
function ours({ tasks, outside }: ArmState): number {
  return tasks.length - outside;
}

/**
 * A worker that was sent home because there was nothing left to do or the run was closed, rather
 * than taken away: how long tidying up took says nothing about the strategy.
 */
export function stoodDown(arm: ArmState, { leftHow, leftAtMs }: WorkerState): boolean {
  if (leftHow !== "stopped" || leftAtMs === null) return false;
  return (arm.closed || isOver(arm)) && lastActivityMs(arm) <= leftAtMs;
}

/** However many workers are asked about, an arm's deliveries are looked through once. */
const lastActivity = new WeakMap<ArmState, AtMs>();

/** The last time a task of this arm was published, delivered, begun or done. */
function lastActivityMs(arm: ArmState): AtMs {
  const known = lastActivity.get(arm);
  if (known !== undefined) return known;
  const { tasks, attempts } = arm;
  let lastMs = tasks.at(-1)?.publishedAtMs ?? BEGINNING;
  for (const { receivedAtMs, startedAtMs, endedAtMs, outcome } of attempts) {
    lastMs = later(lastMs, later(receivedAtMs, startedAtMs ?? BEGINNING));
    if (outcome === "done") lastMs = later(lastMs, endedAtMs ?? BEGINNING);
  }
  lastActivity.set(arm, lastMs);
  return lastMs;
}

function isLate({ late }: WorkerState): boolean {
  return late.length > 0;
}
