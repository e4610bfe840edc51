import { seconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import { standstillWords } from "#shared/messages/standstill-words.ts";
import type { AtMs, ForMs } from "#shared/kernel/moment.ts";
import { finishOf } from "#shared/run/completion.ts";
import { idleWorkers, waitingTasks } from "#shared/run/idle.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import { standstillsOf } from "#shared/run/standstill.ts";

/**
 * The one sentence most worth hearing about what changed since `before`, or `null`.
 *
 * An arena's finish comes first, then that the run can't end, then idle workers while work waits,
 * then how far it is.
 */
export function announcement(
  { shell: { live }, standstill }: Messages,
  before: RunState,
  now: RunState,
  nowMs: AtMs,
): string | null {
  if (now.runId === null) return null;
  if (before.runId !== now.runId) return live.started;

  const finished = now.arms.find(
    (arm, i) => finishIn(before.arms[i]) === null && finishIn(arm) !== null,
  );
  const finishMs = finishIn(finished);
  if (finished && finishMs !== null) return live.finished(finished.arm, seconds(finishMs));
  if (now.paused && !before.paused) return live.paused(seconds(now.atMs));
  if (now.outcome !== null || now.paused) return null;

  const [stuck] = standstillsOf(now, nowMs);
  if (stuck) return live.standstill(stuck.arm, standstillWords(standstill, stuck));

  const idling = now.arms.find((arm) => idleWorkers(arm).length > 0 && waitingTasks(arm) > 0);
  if (idling) return live.idle(idling.arm, idleWorkers(idling).length, waitingTasks(idling));

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

function finishIn(arm: ArmState | undefined): ForMs | null {
  return arm === undefined ? null : finishOf(arm);
}
