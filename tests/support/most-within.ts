import type { Rate } from "#server/limits/token-bucket.ts";

/** Begins to count the time: what it gives back says how many a limit can have let through by now, on a machine of any speed. */
export function mostWithin({ burst, perSecond }: Rate): () => number {
  const sinceMs = performance.now();
  return () => burst + Math.ceil(((performance.now() - sinceMs) / 1000) * perSecond);
}
