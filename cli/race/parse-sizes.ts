import { z } from "zod";
import type { Arrivals, Sizes } from "#shared/scenario/generate-workload.ts";
import { msOf } from "#shared/scenario/parse-workload.ts";
import type { PlannedTask } from "#shared/scenario/scenario.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { taskOfSize, WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import { TERMINAL_LIMITS } from "./terminal-limits.ts";

/**
 * `4,2,5`, `4 2 5`, `4;2;5`, `4，2，5`, one a line, with a trailing separator or not: seconds of work, as fractions too,
 * all published at once.
 */
export const taskList: z.ZodType<readonly PlannedTask[], string> = z
  .string()
  .transform((list, context) => {
    const numbers = list.split(/[\s,;，；、]+/).filter((one) => one !== "");
    const sizes = numbers.map((one) => msOf(one, WORKLOAD_LIMITS.serviceMs));
    const wrong = sizes.indexOf(undefined);
    const isTooMany = numbers.length > TERMINAL_LIMITS.tasks;
    if (wrong === -1 && numbers.length > 0 && !isTooMany) {
      return sizes.flatMap((ms) => (ms === undefined ? [] : [taskOfSize(ms)]));
    }
    const atFault = wrong >= 0 ? numbers[wrong] : isTooMany ? `(${numbers.length})` : list;
    context.addIssue({ code: "custom", params: { atFault } });
    return z.NEVER;
  });

/** `constant 2`, `uniform 1 5`, `exponential 3`, `heavy-and-light 4 1 30`: seconds, and heavy ones per cent. */
export function parseSizes(text: string): Sizes | null {
  const [kind, numbers] = kindAndNumbers(text);
  const [first, second, third] = numbers;
  if (first === undefined) return null;
  if (numbers.length === 1) {
    if (kind === "constant") return { kind, serviceMs: first * 1000 };
    return kind === "exponential" ? { kind, meanMs: first * 1000 } : null;
  }
  if (second === undefined) return null;
  if (kind === "uniform" && numbers.length === 2) {
    return { kind, minMs: first * 1000, maxMs: second * 1000 };
  }
  if (kind !== "heavy-and-light" || third === undefined || numbers.length > 3) return null;
  return { kind, heavyMs: first * 1000, lightMs: second * 1000, heavyShare: third / 100 };
}

/** `at-once`, `every 1.5` (seconds), `poisson 0.8` (a second). */
export function parseArrivals(text: string): Arrivals | null {
  const [kind, numbers] = kindAndNumbers(text);
  const [number] = numbers;
  if (kind === "at-once") return numbers.length === 0 ? { kind } : null;
  if (number === undefined || numbers.length > 1) return null;
  if (kind === "every") return { kind, seconds: number };
  return kind === "poisson" ? { kind, perSecond: number } : null;
}

/** What is no number is NaN, which no limit admits. */
function kindAndNumbers(text: string): readonly [string, readonly number[]] {
  const [kind = "", ...rest] = text.trim().split(/[\s:,]+/);
  return [kind, rest.map((one) => Number(one.replace(/%$/, "")))];
}

/** How many workers each arm has, and how many tasks each works on at a time. */
export interface CrewSize {
  readonly workers: number;
  readonly concurrency: number;
}

/** `3`, or `2x4`: two workers of four tasks at a time. */
export function parseCrew(text: string): CrewSize | null {
  const [, workers, concurrency = "1"] = /^(\d+)(?:[x×](\d+))?$/i.exec(text.trim()) ?? [];
  const size = { workers: Number(workers), concurrency: Number(concurrency) };
  const { workers: mostWorkers, concurrency: mostAtATime } = SCENARIO_LIMITS;
  const isWithin = (count: number, most: number) => count >= 1 && count <= most;
  return isWithin(size.workers, mostWorkers) && isWithin(size.concurrency, mostAtATime)
    ? size
    : null;
}
