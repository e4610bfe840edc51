/** A chart so small shows no more; more only costs time. */
const MOST_POINTS = 240;

/**
 * At most `most` of a series' points: the first, the last, and from each stretch between the one
 * that stands out most, so that no peak is lost.
 */
export function thinOut<Point>(
  points: readonly Point[],
  weight: (point: Point) => number,
  most = MOST_POINTS,
): readonly Point[] {
  const [first] = points;
  const last = points.at(-1);
  if (points.length <= most || first === undefined || last === undefined) return points;
  const inner = points.slice(1, -1);
  const size = inner.length / (most - 2);
  const kept = Array.from({ length: most - 2 }, (_, i) =>
    inner
      .slice(Math.floor(i * size), Math.floor((i + 1) * size))
      .reduce((peak, point) => (weight(point) > weight(peak) ? point : peak)),
  );
  return [first, ...kept, last];
}
