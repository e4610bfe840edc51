/** How far one arm's burst is. */
export interface BurstProgress {
  readonly confirms: boolean;
  readonly count: number;
  readonly confirmed: number;
  readonly isAnswered: boolean;
}

/** The soonest that a release writes down by itself what nobody waits for is 200 ms (3.10); a kill takes a moment, too. */
export const PATIENCE_MS = 120;

/**
 * Whether to kill the broker now, for bursts that share one kill: when every publisher that
 * forgets takes its messages for delivered, and every one that waits has half of its confirms. The
 * slower are waited for no longer than the first one's messages are certain to be in memory only.
 *
 * @param sinceAnsweredMs since the first publisher without confirms was answered; `null` before.
 */
export function isMomentToKill(
  bursts: readonly BurstProgress[],
  sinceAnsweredMs: number | null,
): boolean {
  if (sinceAnsweredMs !== null && sinceAnsweredMs >= PATIENCE_MS) return true;
  return bursts.every(({ confirms, count, confirmed, isAnswered }) =>
    confirms ? confirmed >= count / 2 : isAnswered,
  );
}
