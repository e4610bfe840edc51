/**
 * Whole numbers for an axis of counts, from 0 to at least `most`, a 1, 2 or 5 with zeros apart.
 *
 * @param steps how many there is room for above 0; at least 1.
 */
export function countTicks(most: number, steps: number): readonly number[] {
  const least = Math.max(1, most / steps);
  const magnitude = 10 ** Math.floor(Math.log10(least));
  const step = magnitude * ([1, 2, 5].find((one) => one * magnitude >= least) ?? 10);
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}
