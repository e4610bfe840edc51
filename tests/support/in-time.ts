const ATTEMPTS = 20;

/** Begins to watch the clock; what it gives back is called when that which must take less than `ms` is done. */
export type Within = (ms: number) => () => void;

/**
 * Runs `attempt`, which starts from nothing each time, until all it watched was done in time: where time decides what a
 * broker does, an attempt during which the machine stood still proves nothing, however it came out.
 *
 * @throws what the attempt threw although it was in time, or when all were too late
 */
export async function inTime(attempt: (within: Within) => Promise<void>): Promise<void> {
  for (let left = ATTEMPTS; left > 0; left--) {
    const deadlinesMs = new Set<number>();
    let isLate = false;
    const within: Within = (ms) => {
      const deadlineMs = performance.now() + ms;
      deadlinesMs.add(deadlineMs);
      return () => {
        deadlinesMs.delete(deadlineMs);
        isLate ||= performance.now() >= deadlineMs;
      };
    };
    try {
      await attempt(within);
    } catch (error) {
      isLate ||= [...deadlinesMs].some((deadlineMs) => performance.now() >= deadlineMs);
      if (!isLate || left === 1) throw error;
    }
    if (!isLate) return;
  }
  throw new Error(`too late in each of ${ATTEMPTS} attempts: this machine is too slow to tell`);
}
