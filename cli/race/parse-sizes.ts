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

/** What follows a kind's name, as an example shows it, and what such numbers say. */
type Forms<Value> = Readonly<
  Record<
    string,
    { readonly like: readonly number[]; readonly read: (...numbers: number[]) => Value }
  >
>;

/** Seconds, and heavy ones per cent. */
const SIZES: Forms<Sizes> = {
  constant: {
    like: [2],
    read: (seconds) => ({ kind: "constant", serviceMs: seconds * 1000 }),
  },
  uniform: {
    like: [1, 5],
    read: (min, max) => ({ kind: "uniform", minMs: min * 1000, maxMs: max * 1000 }),
  },
  exponential: {
    like: [3],
    read: (mean) => ({ kind: "exponential", meanMs: mean * 1000 }),
  },
  "heavy-and-light": {
    like: [4, 1, 30],
    read: (heavy, light, percent) => ({
      kind: "heavy-and-light",
      heavyMs: heavy * 1000,
      lightMs: light * 1000,
      heavyShare: percent / 100,
    }),
  },
};

/** Seconds between two, or so many a second. */
const ARRIVALS: Forms<Arrivals> = {
  "at-once": { like: [], read: () => ({ kind: "at-once" }) },
  every: { like: [1.5], read: (seconds) => ({ kind: "every", seconds }) },
  poisson: { like: [0.8], read: (perSecond) => ({ kind: "poisson", perSecond }) },
};

/** All that `parseSizes` and `parseArrivals` read, as examples. */
export const SIZES_USAGE = examplesOf(SIZES);
export const ARRIVALS_USAGE = examplesOf(ARRIVALS);

export function parseSizes(text: string): Sizes | null {
  return readAs(SIZES, text);
}

export function parseArrivals(text: string): Arrivals | null {
  return readAs(ARRIVALS, text);
}

function examplesOf<Value>(forms: Forms<Value>): string {
  return Object.entries(forms)
    .map(([kind, { like }]) => `"${[kind, ...like].join(" ")}"`)
    .join(", ");
}

/** What is no number is NaN, which no limit admits. */
function readAs<Value>(forms: Forms<Value>, text: string): Value | null {
  const [kind = "", ...rest] = text.trim().split(/[\s:,]+/);
  const form = Object.hasOwn(forms, kind) ? forms[kind] : undefined;
  if (form?.like.length !== rest.length) return null;
  return form.read(...rest.map((one) => Number(one.replace(/%$/, ""))));
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
