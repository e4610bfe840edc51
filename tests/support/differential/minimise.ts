import type { Script } from "./command.ts";
import { compare, type Difference } from "./compare.ts";

/**
 * Drops commands as long as the two still differ, in blocks first, then one by one.
 *
 * @param difference what the whole script led to.
 */
export async function minimise(
  script: Script,
  difference: Difference,
  urls: readonly [one: string, other: string],
): Promise<{ readonly script: Script; readonly difference: Difference }> {
  let smallest = { script, difference };
  for (let size = Math.ceil(script.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = smallest.script.length - size; at > -size; at -= size) {
      const shorter = smallest.script.filter((_, i) => i < at || i >= at + size);
      const found = await compare(shorter, urls);
      if (found !== undefined) smallest = { script: shorter, difference: found };
    }
  }
  return smallest;
}
