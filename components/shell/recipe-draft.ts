import type { Arrivals, Sizes, WorkloadRecipe } from "#shared/scenario/generate-workload.ts";

/** A recipe as it is being typed: every number still text. */
export interface RecipeDraft {
  readonly sizes: Sizes["kind"];
  readonly arrivals: Arrivals["kind"];
  readonly fields: Readonly<Record<RecipeField, string>>;
}

export type RecipeField =
  | "count"
  | "dots"
  | "minDots"
  | "maxDots"
  | "meanDots"
  | "heavyDots"
  | "lightDots"
  | "heavyShare"
  | "seconds"
  | "perSecond"
  | "seed";

export const FIRST_DRAFT: RecipeDraft = {
  sizes: "heavy-and-light",
  arrivals: "at-once",
  fields: {
    count: "12",
    dots: "2",
    minDots: "1",
    maxDots: "5",
    meanDots: "3",
    heavyDots: "4",
    lightDots: "1",
    heavyShare: "30",
    seconds: "1",
    perSecond: "1",
    seed: "42",
  },
};

/** The fields a kind of sizes or arrivals asks for. */
export const FIELDS_OF: Readonly<Record<Sizes["kind"] | Arrivals["kind"], readonly RecipeField[]>> =
  {
    constant: ["dots"],
    uniform: ["minDots", "maxDots"],
    exponential: ["meanDots"],
    "heavy-and-light": ["heavyDots", "lightDots", "heavyShare"],
    "at-once": [],
    every: ["seconds"],
    poisson: ["perSecond"],
  };

/** The recipe a draft spells; what is no number becomes NaN, which no limit admits. */
export function recipeOf({ sizes, arrivals, fields }: RecipeDraft): WorkloadRecipe {
  const number = (field: RecipeField) =>
    fields[field].trim() === "" ? Number.NaN : Number(fields[field]);
  return {
    count: number("count"),
    sizes: sizesOf(sizes, number),
    arrivals: arrivalsOf(arrivals, number),
    seed: number("seed"),
  };
}

function sizesOf(kind: Sizes["kind"], number: (field: RecipeField) => number): Sizes {
  switch (kind) {
    case "constant":
      return { kind, dots: number("dots") };
    case "uniform":
      return { kind, minDots: number("minDots"), maxDots: number("maxDots") };
    case "exponential":
      return { kind, meanDots: number("meanDots") };
    case "heavy-and-light":
      return {
        kind,
        heavyDots: number("heavyDots"),
        lightDots: number("lightDots"),
        heavyShare: number("heavyShare") / 100,
      };
  }
}

function arrivalsOf(kind: Arrivals["kind"], number: (field: RecipeField) => number): Arrivals {
  switch (kind) {
    case "at-once":
      return { kind };
    case "every":
      return { kind, seconds: number("seconds") };
    case "poisson":
      return { kind, perSecond: number("perSecond") };
  }
}
