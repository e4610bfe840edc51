import { seconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";

/**
 * The one sentence most worth hearing about what changed since `before`, or `null`.
 *
 * An arena's finish comes first, then idle workers while work waits, then how far it is.
 */
export function announcement(
  { shell: { live } }: Messages,
  before: RunState,
  now: RunState,
  metrics: ReadonlyMap<ArmId, ArmMetrics>,
): string | null {
  if (now.runId === null) return null;
  if (before.runId !== now.runId) return live.started;

  const finished = now.arms.find((arm, i) => !isDone(before.arms[i]) && isDone(arm));
  if (finished !== undefined) {
    const finishMs = metrics.get(finished.arm)?.finishMs;
    if (finishMs !== undefined && finishMs !== null)
      return live.finished(finished.arm, seconds(finishMs));
  }
  if (now.paused && !before.paused) return live.paused(seconds(now.atMs));
  if (now.outcome !== null || now.paused) return null;

  const idling = now.arms.find((arm) => idleWorkers(arm) > 0 && waiting(arm) > 0);
  if (idling !== undefined) return live.idle(idling.arm, idleWorkers(idling), waiting(idling));

  const moved = now.arms.find((arm, i) => arm.counts.done !== before.arms[i]?.counts.done);
  return moved === undefined
    ? null
    : live.progress(moved.arm, moved.counts.done, moved.tasks.length);
}

/** Tasks lost since `before`, in words: it cannot wait its turn. */
export function lossAnnouncement(
  { shell: { live } }: Messages,
  before: RunState,
  now: RunState,
): string | null {
  if (before.runId !== now.runId) return null;
  const losing = now.arms.find((arm, i) => arm.counts.lost > (before.arms[i]?.counts.lost ?? 0));
  return losing === undefined ? null : live.lost(losing.arm, losing.counts.lost);
}

function isDone(arm: ArmState | undefined): boolean {
  return arm !== undefined && arm.tasks.length > 0 && arm.counts.done === arm.tasks.length;
}

function waiting({ counts }: ArmState): number {
  return counts.ready + counts.held;
}

function idleWorkers({ workers }: ArmState): number {
  return workers.filter(({ leftAtMs, running }) => leftAtMs === null && running === null).length;
}
