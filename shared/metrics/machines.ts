import { later, moment, NEVER, type AtMs } from "../kernel/moment.ts";
import type { ArmState, SpeedSince } from "../run/run-state.ts";
import type { PlannedWorker, WorkerId } from "../scenario/scenario.ts";
import type { Span } from "./spans.ts";
import { staysOf } from "./stays.ts";

/** One hand of a worker for as long as what it has begun stays in it, at the speeds it has meanwhile. */
export interface Machine extends Span {
  readonly worker: WorkerId;
  /** Counted from 0. */
  readonly hand: number;
  /** Oldest first; never empty. 0 while it stands still. */
  readonly speeds: readonly SpeedSince[];
}

/**
 * Those that are or were there, and those planned that have not come yet. One that was given up for
 * missed heartbeats and came back is still the same: it goes on with what it had.
 */
export function machinesOf(arm: ArmState, planned: readonly PlannedWorker[]): readonly Machine[] {
  const come = new Set(arm.workers.map(({ worker }) => worker));
  const machines = new Map<WorkerId, Whole[]>();
  for (const { worker: stay, fromMs, toMs } of staysOf(arm)) {
    const { worker, concurrency } = stay;
    const own = machines.get(worker) ?? [];
    const before = own.at(-1);
    if (
      before &&
      before.toMs < NEVER &&
      stay.joinedAtMs >= before.toMs &&
      wasGivenUp(arm, before)
    ) {
      const away = { atMs: before.toMs, speed: 0 };
      own[own.length - 1] = { ...before, toMs, speeds: [...before.speeds, away, ...stay.speeds] };
    } else own.push({ worker, concurrency, fromMs, toMs, speeds: stay.speeds });
    machines.set(worker, own);
  }
  const coming = planned
    .filter(({ worker }) => !come.has(worker))
    .map(({ worker, joinAtMs, speed, concurrency = 1 }): Whole => ({
      worker,
      concurrency,
      fromMs: moment(joinAtMs),
      toMs: NEVER,
      speeds: [{ atMs: moment(joinAtMs), speed }],
    }));
  return [...[...machines.values()].flat(), ...coming].flatMap(({ concurrency, ...whole }) =>
    Array.from({ length: concurrency }, (_, hand) => ({ ...whole, hand })),
  );
}

/** With all its hands. */
interface Whole extends Omit<Machine, "hand"> {
  readonly concurrency: number;
}

/** Machines of one kind do any work in the same time. */
export function kindOf({ fromMs, toMs, speeds }: Machine): string {
  return JSON.stringify({ fromMs, toMs, speeds });
}

function wasGivenUp({ earlierStays }: ArmState, { worker, toMs }: Whole): boolean {
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
