import type { Prefetch } from "#shared/scenario/strategy.ts";

/** The settings a key goes through; any other number goes to its neighbour among them. */
const STOPS: readonly Prefetch[] = [1, 2, 5, 10, "unlimited"];

/** One step down or up the dial. At its ends it stays. */
export function nextPrefetch(prefetch: Prefetch, direction: 1 | -1): Prefetch {
  const size = (value: Prefetch) => (value === "unlimited" ? Infinity : value);
  const further =
    direction === 1
      ? STOPS.find((stop) => size(stop) > size(prefetch))
      : STOPS.findLast((stop) => size(stop) < size(prefetch));
  return further ?? prefetch;
}
