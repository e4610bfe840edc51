import type { Arrivals, Sizes, WorkloadRecipe } from "#shared/scenario/generate-workload.ts";

/** A recipe as it is being typed: every number still text, times in seconds. */
export interface RecipeDraft {
  readonly sizes: Sizes["kind"];
  readonly arrivals: Arrivals["kind"];
  readonly fields: Readonly<Record<RecipeField, string>>;
}

export type RecipeField =
  | "count"
  | "serviceMs"
  | "minMs"
  | "maxMs"
  | "meanMs"
  | "heavyMs"
  | "lightMs"
  | "heavyShare"
  | "seconds"
  | "perSecond"
  | "seed";

export const FIRST_DRAFT: RecipeDraft = {
  sizes: "heavy-and-light",
  arrivals: "at-once",
  fields: {
    count: "12",
    serviceMs: "2",
    minMs: "1",
    maxMs: "5",
    meanMs: "3",
    heavyMs: "4",
    lightMs: "1",
    heavyShare: "30",
    seconds: "1",
    perSecond: "1",
    seed: "42",
  },
};

/** The fields a kind of sizes or arrivals asks for. */
export const FIELDS_OF: Readonly<Record<Sizes["kind"] | Arrivals["kind"], readonly RecipeField[]>> =
  {
    constant: ["serviceMs"],
    uniform: ["minMs", "maxMs"],
    exponential: ["meanMs"],
    "heavy-and-light": ["heavyMs", "lightMs", "heavyShare"],
    "at-once": [],
    every: ["seconds"],
    poisson: ["perSecond"],
  };

/** How much of the recipe's unit is 1 in its field: a share is typed as per cent, ms as seconds. */
export function unitOf(field: string): number {
  if (field === "heavyShare") return 0.01;
  return field.endsWith("Ms") ? 1000 : 1;
}

/** The recipe a draft spells; what is no number becomes NaN, which no limit admits. */
export function recipeOf({ sizes, arrivals, fields }: RecipeDraft): WorkloadRecipe {
  const number = (field: RecipeField) =>
    fields[field].trim() === "" ? Number.NaN : Number(fields[field]) * unitOf(field);
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
      return { kind, serviceMs: number("serviceMs") };
    case "uniform":
      return { kind, minMs: number("minMs"), maxMs: number("maxMs") };
    case "exponential":
      return { kind, meanMs: number("meanMs") };
    case "heavy-and-light":
      return {
        kind,
        heavyMs: number("heavyMs"),
        lightMs: number("lightMs"),
        heavyShare: number("heavyShare"),
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
