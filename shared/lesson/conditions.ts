import type { ArmMetrics } from "../metrics/arm-metrics.ts";
import { armMetrics } from "../metrics/measure-arm.ts";
import { sameWithinMs, toleranceMs } from "../metrics/tolerance.ts";
import type { ArmState, RunState, WorkerState } from "../run/run-state.ts";
import type { ArmId } from "../scenario/scenario.ts";
import type { Condition, Words } from "./lesson.ts";

export const hasFinished: Condition = ({ outcome }) => outcome === "finished";

export const all =
  (...conditions: readonly Condition[]): Condition =>
  (run, guess) =>
    conditions.every((condition) => isMet(condition, run, guess));

export function isMet(condition: Condition, run: RunState, guess: string | null): boolean {
  const so = condition(run, guess);
  return typeof so === "boolean" ? so : so.have >= so.need;
}

/** True of one arm; false while there is none. */
export const inArm =
  (id: ArmId, isSo: (arm: ArmState) => boolean): Condition =>
  (run) => {
    const arm = armOf(run, id);
    return arm !== undefined && isSo(arm);
  };

export const inEveryArm =
  (isSo: (arm: ArmState) => boolean): Condition =>
  ({ arms }) =>
    arms.length > 0 && arms.every(isSo);

/** Counts up to `need`, in full view. */
export const counted =
  (id: ArmId, need: number, count: (arm: ArmState) => number): Condition =>
  (run) => {
    const arm = armOf(run, id);
    return { have: arm === undefined ? 0 : Math.min(count(arm), need), need, unit: "times" };
  };

export const idleSeconds =
  (id: ArmId, need: number): Condition =>
  (run) => ({ have: heldBackMs(run, id) / 1000, need, unit: "seconds" });

/** It finished, and nobody was idle while work waited. */
export const withoutIdle = (id: ArmId): Condition =>
  all(hasFinished, (run) => heldBackMs(run, id) < toleranceMs(run.speed));

/** It finished about then: a machine shared with others is never exact. */
export const finishedAt =
  (id: ArmId, atMs: number): Condition =>
  (run) => {
    const finishMs = finishOf(run, id);
    return finishMs !== null && Math.abs(finishMs - atMs) < withinMs(run, id);
  };

export function armOf({ arms }: RunState, id: ArmId): ArmState | undefined {
  return arms.find(({ arm }) => arm === id);
}

export function metricsOf(run: RunState, id: ArmId): ArmMetrics | null {
  const arm = armOf(run, id);
  return arm && run.scenario ? armMetrics(arm, run.scenario, run.atMs) : null;
}

export function finishOf(run: RunState, id: ArmId): number | null {
  return metricsOf(run, id)?.finishMs ?? null;
}

/** Idle while work waits, without what was only on its way. */
function heldBackMs(run: RunState, id: ArmId): number {
  return metricsOf(run, id)?.heldBackMs ?? 0;
}

function withinMs(run: RunState, ...ids: readonly ArmId[]): number {
  return sameWithinMs(run.speed, ...ids.map((id) => metricsOf(run, id) ?? undefined));
}

/** What a worker was first given, and when it left, is told of its every stay. */
export function staysOf(arm: ArmState, worker: string): readonly WorkerState[] {
  return [...arm.earlierStays, ...arm.workers].filter((one) => one.worker === worker);
}

/** The tasks `worker` received, in order. */
export function tasksOf(arm: ArmState, worker: string): readonly number[] {
  return arm.attempts.filter((one) => one.worker === worker).map(({ task }) => task);
}

export function wasKilled(arm: ArmState, worker: string): boolean {
  return staysOf(arm, worker).some(({ leftHow }) => leftHow === "killed");
}

export const finishMeasured =
  (id: ArmId) =>
  (run: RunState): Words | null => {
    const finishMs = finishOf(run, id);
    return finishMs === null ? null : secondsWords(finishMs);
  };

/** Which of two arms was done first, once both are. */
export function firstDone(run: RunState): Words | null {
  const [a, b] = [finishOf(run, "A"), finishOf(run, "B")];
  if (a === null || b === null) return null;
  if (Math.abs(a - b) < withinMs(run, "A", "B")) return { en: "a tie", zh: "不分先后" };
  return a < b ? { en: "A first", zh: "A 先完成" } : { en: "B first", zh: "B 先完成" };
}

export const FIRST_CHOICES = [
  { id: "a", text: { en: "A first", zh: "A 先完成" } },
  { id: "tie", text: { en: "a tie", zh: "不分先后" } },
  { id: "b", text: { en: "B first", zh: "B 先完成" } },
] as const;

export function secondsWords(ms: number): Words {
  const text = (ms / 1000).toFixed(1);
  return { en: `${text} s`, zh: `${text} 秒` };
}

/** Choices of seconds, drawn through the lanes. */
export function secondsChoices(...seconds: readonly number[]) {
  return seconds.map((s) => ({
    id: String(s),
    text: { en: `${s} s`, zh: `${s} 秒` },
    atMs: s * 1000,
  }));
}

/** Where what is shown is the release's, it is named. */
export function brokerName({ release, broker }: RunState): string {
  return release === null ? (broker?.product ?? "?") : `RabbitMQ ${release}`;
}

/** How often `task` was delivered. */
export function deliveriesOf({ tasks }: ArmState, task: number): number {
  return tasks.at(task - 1)?.attempts ?? 0;
}

/** Its queue dropped it at the delivery limit. */
export function wasDropped({ tasks }: ArmState, task: number): boolean {
  return tasks.at(task - 1)?.lossReason === "delivery-limit";
}
