import { later, moment, NEVER, type AtMs } from "../kernel/moment.ts";
import type { ArmState, SpeedSince } from "../run/run-state.ts";
import type { PlannedWorker, WorkerId } from "../scenario/scenario.ts";
import type { Span } from "./spans.ts";
import { staysOf } from "./stays.ts";

/** A worker for as long as what it has begun stays in its hands, at the speeds it has meanwhile. */
export interface Machine extends Span {
  readonly worker: WorkerId;
  /** Oldest first; never empty. 0 while it stands still. */
  readonly speeds: readonly SpeedSince[];
}

/**
 * Those that are or were there, and those planned that have not come yet. One that was given up for
 * missed heartbeats and came back is still the same: it goes on with what it had.
 */
export function machinesOf(arm: ArmState, planned: readonly PlannedWorker[]): readonly Machine[] {
  const come = new Set(arm.workers.map(({ worker }) => worker));
  const machines = new Map<WorkerId, Machine[]>();
  for (const { worker: stay, fromMs, toMs } of staysOf(arm)) {
    const own = machines.get(stay.worker) ?? [];
    const before = own.at(-1);
    if (
      before &&
      before.toMs < NEVER &&
      stay.joinedAtMs >= before.toMs &&
      wasGivenUp(arm, before)
    ) {
      const away = { atMs: before.toMs, speed: 0 };
      own[own.length - 1] = { ...before, toMs, speeds: [...before.speeds, away, ...stay.speeds] };
    } else own.push({ worker: stay.worker, fromMs, toMs, speeds: stay.speeds });
    machines.set(stay.worker, own);
  }
  const coming = planned
    .filter(({ worker }) => !come.has(worker))
    .map(({ worker, joinAtMs, speed }): Machine => ({
      worker,
      fromMs: moment(joinAtMs),
      toMs: NEVER,
      speeds: [{ atMs: moment(joinAtMs), speed }],
    }));
  return [...[...machines.values()].flat(), ...coming];
}

function wasGivenUp({ earlierStays }: ArmState, { worker, toMs }: Machine): boolean {
  return earlierStays.some(
    (stay) =>
      stay.worker === worker && stay.leftHow === "missed-heartbeats" && stay.leftAtMs === toMs,
  );
}

/** When it has done so much work, if it begins then or as soon as it is there; never, if it is gone before. */
export function endOn({ fromMs, toMs, speeds }: Machine, atMs: AtMs, workMs: number): AtMs {
  let nowMs: number = later(atMs, fromMs);
  let leftMs = workMs;
  for (const [i, { speed }] of speeds.entries()) {
    const untilMs = speeds[i + 1]?.atMs ?? NEVER;
    if (untilMs <= nowMs) continue;
    if (speed > 0 && nowMs + leftMs / speed <= untilMs) {
      const endMs = nowMs + leftMs / speed;
      return endMs <= toMs ? moment(endMs) : NEVER;
    }
    leftMs -= speed === 0 ? 0 : (untilMs - nowMs) * speed;
    nowMs = untilMs;
  }
  return NEVER;
}
