export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** @param sorted ascending, not empty. @param rank 0…1. */
export function nearestRank(sorted: ArrayLike<number>, rank: number): number {
  const index = Math.max(0, Math.ceil(rank * sorted.length) - 1);
  return sorted[index] ?? Number.NaN;
}

/** Jain's fairness index (Σv)² / (n Σv²): 1 when all are equal, 1/n when one has everything. */
export function jain(values: readonly number[]): number | null {
  const squares = sum(values.map((value) => value * value));
  return squares === 0 ? null : sum(values) ** 2 / (values.length * squares);
}
