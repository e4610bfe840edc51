import { assertNever } from "../kernel/assert-never.ts";
import { exponential, seededRng, uniformInt, type Rng } from "../kernel/random.ts";
import { fail, ok, type Result } from "../kernel/result.ts";
import type { PlannedTask } from "./scenario.ts";
import { MS_PER_DOT, taskOfSize, WORKLOAD_LIMITS } from "./workload.ts";

/** How much work each task asks for, lab ms. */
export type Sizes =
  | { readonly kind: "constant"; readonly serviceMs: number }
  /** In steps of a second between whole seconds, else of a millisecond; both ends happen. */
  | { readonly kind: "uniform"; readonly minMs: number; readonly maxMs: number }
  | { readonly kind: "exponential"; readonly meanMs: number }
  /** Each task is heavy by chance, `heavyShare` (0…1) of the time. */
  | {
      readonly kind: "heavy-and-light";
      readonly heavyMs: number;
      readonly lightMs: number;
      readonly heavyShare: number;
    };

/** Largest size, and mean of sizes, that may be asked for; one drawn exponentially may be larger. */
const MOST_MS = WORKLOAD_LIMITS.dots * MS_PER_DOT;

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
  maxTasks: number = WORKLOAD_LIMITS.tasks,
): Result<readonly PlannedTask[], RecipeProblem> {
  const problem = problemWith(recipe, maxTasks);
  if (problem) return fail(problem);
  const rng = seededRng(recipe.seed);
  const tasks: PlannedTask[] = [];
  let publishAtMs = 0;
  for (let i = 0; i < recipe.count; i++) {
    if (i > 0) publishAtMs += gapMs(recipe.arrivals, rng);
    tasks.push(taskOfSize(Math.round(drawMs(recipe.sizes, rng)), publishAtMs));
  }
  return publishAtMs > WORKLOAD_LIMITS.publishAtMs
    ? fail({ code: "arrives-too-late", maxMs: WORKLOAD_LIMITS.publishAtMs })
    : ok(tasks);
}

function drawMs(sizes: Sizes, rng: Rng): number {
  switch (sizes.kind) {
    case "constant":
      return sizes.serviceMs;
    case "uniform": {
      const stepMs = [sizes.minMs, sizes.maxMs].every(isWholeDots) ? MS_PER_DOT : 1;
      return stepMs * uniformInt(rng, sizes.minMs / stepMs, sizes.maxMs / stepMs);
    }
    case "exponential":
      // Neither rounded to dots nor cut: either would shift the mean.
      return exponential(rng, sizes.meanMs);
    case "heavy-and-light":
      return rng() < sizes.heavyShare ? sizes.heavyMs : sizes.lightMs;
    default:
      return assertNever(sizes);
  }
}

function isWholeDots(ms: number): boolean {
  return ms % MS_PER_DOT === 0;
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

function problemWith(
  { count, sizes, arrivals, seed }: WorkloadRecipe,
  maxTasks: number,
): RecipeProblem | undefined {
  return (
    whole("count", count, 1, maxTasks) ??
    whole("seed", seed, 0, 2 ** 32 - 1) ??
    problemWithSizes(sizes) ??
    problemWithArrivals(arrivals)
  );
}

function problemWithSizes(sizes: Sizes): RecipeProblem | undefined {
  const size = (field: string, ms: number) => within(field, ms, 0, MOST_MS);
  switch (sizes.kind) {
    case "constant":
      return size("serviceMs", sizes.serviceMs);
    case "uniform":
      return (
        size("minMs", sizes.minMs) ??
        size("maxMs", sizes.maxMs) ??
        (sizes.minMs > sizes.maxMs ? { code: "min-above-max" } : undefined)
      );
    case "exponential":
      return size("meanMs", sizes.meanMs);
    case "heavy-and-light":
      return (
        size("heavyMs", sizes.heavyMs) ??
        size("lightMs", sizes.lightMs) ??
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
