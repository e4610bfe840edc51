import type { Held } from "./program-messages.ts";

/** What may be added to it between the first measure and the last. */
const MOST_GROWTH = 1.2;
const QUARTERS = 4;
/** A rise from each quarter to the next is one if it comes to more than this. */
const TREND = 1.05;

type Bytes = "rssBytes" | "heapBytes";

/** @param measures after each round; the first when all was warm. @returns what is wrong with them. */
export function growthOf(measures: readonly Held[]): readonly string[] {
  return (["rssBytes", "heapBytes"] as const).flatMap((what) => [
    ...endsHigher(measures, what),
    ...rises(measures, what),
  ]);
}

function endsHigher(measures: readonly Held[], what: Bytes): readonly string[] {
  const [first, last] = [measures[0]?.[what] ?? 0, measures.at(-1)?.[what] ?? 0];
  return last > first * MOST_GROWTH ? [`${what} grew from ${first} to ${last}`] : [];
}

/** In each quarter of the run more than in the one before. */
function rises(measures: readonly Held[], what: Bytes): readonly string[] {
  const means = quarterMeans(measures, what);
  const isRising = means.every((mean, i) => i === 0 || mean > (means[i - 1] ?? 0));
  const total = (means.at(-1) ?? 0) / (means[0] ?? 1);
  return isRising && total > TREND ? [`${what} rises: ${means.map(Math.round).join(", ")}`] : [];
}

export function quarterMeans(measures: readonly Held[], what: Bytes): readonly number[] {
  const size = measures.length / QUARTERS;
  return Array.from({ length: QUARTERS }, (_, i) => {
    const part = measures.slice(Math.floor(i * size), Math.floor((i + 1) * size));
    return part.reduce((sum, held) => sum + held[what], 0) / Math.max(1, part.length);
  });
}
