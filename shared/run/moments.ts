interface Placed {
  readonly atMs: number;
}

/** How many events had happened by `atMs`. The log is in order of time. */
export function countAt(log: readonly Placed[], atMs: number): number {
  let [low, high] = [0, log.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((log[middle]?.atMs ?? Infinity) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first moment after `atMs` at which something happened. */
export function nextEventMs(log: readonly Placed[], atMs: number): number | undefined {
  return log[countAt(log, atMs)]?.atMs;
}

/** The last moment before `atMs` at which something happened. */
export function previousEventMs(log: readonly Placed[], atMs: number): number | undefined {
  let index = countAt(log, atMs) - 1;
  while (log[index]?.atMs === atMs) index--;
  return log[index]?.atMs;
}
