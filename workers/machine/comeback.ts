/** Wall time: a broker does not know the lab's. */
const FIRST_MS = 250;
const LONGEST_MS = 4000;
/** Who was gone again sooner than this has gained nothing by coming. */
const SHORT_STAY_MS = 5000;

/**
 * How long a worker that lost its connection, and did not mean to go, waits until it tries again: not long, but
 * longer each time when it comes to nothing.
 *
 * @param waitedMs how long it waited the last time.
 * @param stayedMs since it tried the last time; Infinity for one that never had to.
 * @returns milliseconds of wall time.
 */
export function comebackMs(waitedMs: number, stayedMs: number): number {
  if (stayedMs >= SHORT_STAY_MS) return FIRST_MS;
  return Math.min(LONGEST_MS, Math.max(FIRST_MS, 2 * waitedMs));
}
