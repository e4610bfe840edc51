import { assertNever } from "../kernel/assert-never.ts";
import { exponential, seededRng, uniformInt, type Rng } from "../kernel/random.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import type { PlannedTask } from "./scenario.ts";
import { dottedText, WORKLOAD_LIMITS } from "./workload.ts";

/** How much work each task asks for, in dots. */
export type Sizes =
  | { readonly kind: "constant"; readonly dots: number }
  | { readonly kind: "uniform"; readonly minDots: number; readonly maxDots: number }
  /** Rounded, and kept within 1…60. */
  | { readonly kind: "exponential"; readonly meanDots: number }
  /** Each task is heavy by chance, `heavyShare` (0…1) of the time. */
  | {
      readonly kind: "heavy-and-light";
      readonly heavyDots: number;
      readonly lightDots: number;
      readonly heavyShare: number;
    };

export type Arrivals =
  | { readonly kind: "at-once" }
  | { readonly kind: "every"; readonly seconds: number }
  | { readonly kind: "poisson"; readonly perSecond: number };

export interface WorkloadRecipe {
  readonly count: number;
  readonly sizes: Sizes;
  readonly arrivals: Arrivals;
  readonly seed: number;
}

/** A number outside its limits, or tasks that would come after the last moment allowed. */
export type RecipeProblem =
  | {
      readonly code: "out-of-range";
      readonly field: string;
      readonly min: number;
      readonly max: number;
    }
  | { readonly code: "not-whole"; readonly field: string }
  | { readonly code: "min-above-max" }
  | { readonly code: "arrives-too-late"; readonly maxMs: number };

/** The same recipe always gives the same tasks. */
export function generateWorkload(
  recipe: WorkloadRecipe,
): Result<readonly PlannedTask[], RecipeProblem> {
  const problem = problemWith(recipe);
  if (problem) return fail(problem);
  const rng = seededRng(recipe.seed);
  const tasks: PlannedTask[] = [];
  let publishAtMs = 0;
  for (let i = 0; i < recipe.count; i++) {
    if (i > 0) publishAtMs += gapMs(recipe.arrivals, rng);
    tasks.push({ text: dottedText(drawDots(recipe.sizes, rng)), publishAtMs });
  }
  return publishAtMs > WORKLOAD_LIMITS.publishAtMs
    ? fail({ code: "arrives-too-late", maxMs: WORKLOAD_LIMITS.publishAtMs })
    : ok(tasks);
}

function drawDots(sizes: Sizes, rng: Rng): number {
  switch (sizes.kind) {
    case "constant":
      return sizes.dots;
    case "uniform":
      return uniformInt(rng, sizes.minDots, sizes.maxDots);
    case "exponential":
      return clamp(Math.round(exponential(rng, sizes.meanDots)), 1, WORKLOAD_LIMITS.dots);
    case "heavy-and-light":
      return rng() < sizes.heavyShare ? sizes.heavyDots : sizes.lightDots;
    default:
      return assertNever(sizes);
  }
}

function gapMs(arrivals: Arrivals, rng: Rng): number {
  switch (arrivals.kind) {
    case "at-once":
      return 0;
    case "every":
      return Math.round(arrivals.seconds * 1000);
    case "poisson":
      return Math.round(exponential(rng, 1000 / arrivals.perSecond));
    default:
      return assertNever(arrivals);
  }
}

function problemWith({ count, sizes, arrivals, seed }: WorkloadRecipe): RecipeProblem | undefined {
  return (
    whole("count", count, 1, WORKLOAD_LIMITS.tasks) ??
    whole("seed", seed, 0, 2 ** 32 - 1) ??
    problemWithSizes(sizes) ??
    problemWithArrivals(arrivals)
  );
}

function problemWithSizes(sizes: Sizes): RecipeProblem | undefined {
  const dots = (field: string, value: number) => whole(field, value, 1, WORKLOAD_LIMITS.dots);
  switch (sizes.kind) {
    case "constant":
      return dots("dots", sizes.dots);
    case "uniform":
      return (
        dots("minDots", sizes.minDots) ??
        dots("maxDots", sizes.maxDots) ??
        (sizes.minDots > sizes.maxDots ? { code: "min-above-max" } : undefined)
      );
    case "exponential":
      return within("meanDots", sizes.meanDots, 1, WORKLOAD_LIMITS.dots);
    case "heavy-and-light":
      return (
        dots("heavyDots", sizes.heavyDots) ??
        dots("lightDots", sizes.lightDots) ??
        within("heavyShare", sizes.heavyShare, 0, 1)
      );
    default:
      return assertNever(sizes);
  }
}

function problemWithArrivals(arrivals: Arrivals): RecipeProblem | undefined {
  switch (arrivals.kind) {
    case "at-once":
      return undefined;
    case "every":
      return within("seconds", arrivals.seconds, 0, WORKLOAD_LIMITS.publishAtMs / 1000);
    case "poisson":
      return within("perSecond", arrivals.perSecond, 0.01, 1000);
    default:
      return assertNever(arrivals);
  }
}

function within(field: string, value: number, min: number, max: number): RecipeProblem | undefined {
  return value >= min && value <= max ? undefined : { code: "out-of-range", field, min, max };
}

function whole(field: string, value: number, min: number, max: number): RecipeProblem | undefined {
  const outside = within(field, value, min, max);
  return outside ?? (Number.isInteger(value) ? undefined : { code: "not-whole", field });
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
