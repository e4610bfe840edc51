import { between, type AtMs, type ForMs } from "../kernel/moment.ts";
import type { ArmState, WorkerState } from "../run/run-state.ts";

/**
 * How long the message that a worker has held longest has been unacknowledged at `atMs`: what a broker's delivery
 * acknowledgement timeout is about.
 *
 * @returns `null` where the broker waits for no ack of its: under auto ack, with nothing delivered, once it is gone.
 */
export function oldestHeldMs(
  { attempts }: Pick<ArmState, "attempts">,
  { leftAtMs, unacked, open }: Pick<WorkerState, "leftAtMs" | "unacked" | "open">,
  atMs: AtMs,
): ForMs | null {
  if (leftAtMs !== null || unacked === 0) return null;
  // In order of arrival; what it goes on with late is the broker's no more.
  for (const index of open) {
    const attempt = attempts.at(index);
    if (attempt?.unacked) return between(attempt.receivedAtMs, atMs);
  }
  return null;
}
