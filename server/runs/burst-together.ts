import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";
import type { ArmBurst } from "./arm-burst.ts";
import { isMomentToKill } from "./kill-moment.ts";
import { messageOf } from "./outcome-of.ts";
import type { RestartProblem } from "./run-options.ts";

export interface BurstTogetherPorts {
  readonly wall: WallClock;
  /** Kills the broker, once for all of them; `null` to let them come to their end. */
  readonly kill: (() => Promise<Result<null, RestartProblem>>) | null;
}

const POLL_MS = 5;

/**
 * Publishes several bursts at the same time. Resolves when the broker has answered for all, or is gone.
 *
 * @returns why the broker was not killed, or could not be reached.
 */
export async function burstTogether(
  begin: () => Promise<readonly ArmBurst[]>,
  { wall, kill }: BurstTogetherPorts,
): Promise<Result<null, CommandProblem>> {
  let bursts: readonly ArmBurst[];
  try {
    bursts = await begin();
  } catch (error) {
    return fail({ code: "broker-down", reason: messageOf(error) });
  }
  const over = Promise.all(bursts.map((burst) => burst.publish()));
  if (kill === null) {
    await over;
    return ok(null);
  }
  await Promise.race([over, untilMomentToKill(bursts, wall)]);
  const killed = await kill();
  await over;
  return killed;
}

async function untilMomentToKill(bursts: readonly ArmBurst[], wall: WallClock): Promise<void> {
  let answeredAtMs: number | null = null;
  for (;;) {
    const progress = bursts.map((burst) => burst.progress);
    if (progress.some((one) => !one.confirms && one.isAnswered)) answeredAtMs ??= wall.nowMs();
    const sinceMs = answeredAtMs === null ? null : wall.nowMs() - answeredAtMs;
    if (isMomentToKill(progress, sinceMs) || bursts.every(({ isOver }) => isOver)) return;
    await pause(wall, POLL_MS);
  }
}
