import { moment } from "#shared/kernel/moment.ts";
import { oldestHeldMs } from "#shared/metrics/oldest-held.ts";
import { isOver, isSettled, stoodDown } from "#shared/run/completion.ts";
import { waitingTasks } from "#shared/run/idle.ts";
import { inHand } from "#shared/run/in-hand.ts";
import type { ArmState, Attempt, WorkerState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { LaneWorker } from "#components/stage/arena/arena-view.model.ts";
import { workEndMs } from "#components/stage/lane/work-end.model.ts";

export type WorkerStatus =
  | {
      readonly kind: "killed" | "left" | "broker-lost" | "missed-heartbeats" | "joins";
      readonly atMs: number;
    }
  | {
      readonly kind: "paused" | "hung";
      readonly atMs: number;
      readonly heartbeats: boolean;
    }
  | { readonly kind: "forgets"; readonly task: TaskNumber | null }
  | { readonly kind: "late"; readonly task: TaskNumber }
  | {
      readonly kind: "running";
      readonly task: TaskNumber;
      readonly elapsedMs: number;
      /** `null` where nobody knows the task's size. */
      readonly totalMs: number | null;
    }
  | { readonly kind: "idle" | "nothing" | "free" | "attaching" | "next-run" };

interface Moment {
  readonly arm: ArmState | null;
  /** The worker's own, in order of arrival. */
  readonly attempts: readonly Attempt[];
  readonly nowMs: number;
  /** Idle while work waits, by the measures. */
  readonly idle: boolean;
  readonly ended: boolean;
}

/** What a worker is doing, in one line. */
export function workerStatus({ state, plan }: LaneWorker, now: Moment): WorkerStatus {
  const { arm, nowMs } = now;
  if (!arm || !state) {
    if (plan && plan.joinAtMs > nowMs) return { kind: "joins", atMs: plan.joinAtMs };
    return { kind: !arm ? "free" : now.ended ? "next-run" : "attaching" };
  }
  if (state.leftAtMs !== null && state.leftHow !== null && !stoodDown(arm, state)) {
    return { kind: state.leftHow === "stopped" ? "left" : state.leftHow, atMs: state.leftAtMs };
  }
  const { halt } = state;
  const [running = null] = state.running;
  if (halt) {
    const { how, atMs, heartbeats } = halt;
    return { kind: how, atMs, heartbeats };
  }
  const [late] = state.late;
  if (late !== undefined) return { kind: "late", task: late };
  if (!state.acking && !isSettled(arm)) return { kind: "forgets", task: running };
  if (running !== null) return runningStatus(arm, state, running, now);
  if (now.idle) return { kind: "idle" };
  // Idle too briefly to call it so, but "nothing to do" would be wrong.
  return { kind: isOver(arm) || waitingTasks(arm) > 0 ? "free" : "nothing" };
}

function runningStatus(
  arm: ArmState,
  { speeds }: WorkerState,
  task: TaskNumber,
  { attempts, nowMs }: Moment,
): WorkerStatus {
  const startedAtMs =
    attempts.findLast((one) => one.outcome === "running" && one.task === task)?.startedAtMs ??
    nowMs;
  const sinceMs = nowMs - startedAtMs;
  const serviceMs = arm.tasks.at(task - 1)?.serviceMs ?? null;
  if (serviceMs === null) return { kind: "running", task, elapsedMs: sinceMs, totalMs: null };
  const totalMs = workEndMs(startedAtMs, serviceMs, speeds) - startedAtMs;
  return { kind: "running", task, elapsedMs: Math.min(sinceMs, totalMs), totalMs };
}

/** Whether time alone changes what is said and drawn of a worker. */
export function isInMotion({ state }: LaneWorker, arm: ArmState): boolean {
  if (!state) return true;
  if (inHand(state).length > 0) return true;
  // What is done and not acknowledged gets older, too.
  return state.leftAtMs === null && (state.unacked > 0 || waitingTasks(arm) > 0);
}

/**
 * How old the message is that the worker has held longest unacknowledged, whole seconds; `null` where that says no more
 * than how long it has worked on its task, or is no second yet.
 */
export function noteworthyAgeS(
  { state }: LaneWorker,
  { arm, nowMs }: Pick<Moment, "arm" | "nowMs">,
  status: WorkerStatus,
): number | null {
  const ageMs = arm && state && oldestHeldMs(arm, state, moment(nowMs));
  if (ageMs === null || (status.kind === "running" && ageMs - status.elapsedMs < 1000)) return null;
  const ageS = Math.floor(ageMs / 1000);
  return ageS > 0 ? ageS : null;
}

export type GateState = "open" | "full" | "dead";

/** Whether the broker would hand this worker another task. */
export function gateState(lane: LaneWorker, arm: ArmState | null): GateState {
  const { state } = lane;
  if (!arm || !state) return "open";
  if (state.leftAtMs !== null && !stoodDown(arm, state)) return "dead";
  const { ack, prefetch } = arm.strategy;
  return ack === "manual" && prefetch !== "unlimited" && state.unacked >= prefetch
    ? "full"
    : "open";
}
