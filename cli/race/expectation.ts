import type { ArmId } from "#shared/scenario/scenario.ts";
import type { ArmResult, RaceResult } from "./race-result.ts";

/** What can be expected of an arm; times in seconds. */
const MEASURES = {
  finish: ({ finishMs }: ArmResult) => (finishMs === null ? null : finishMs / 1000),
  idle: ({ idleWhileWorkWaitsMs }: ArmResult) => idleWhileWorkWaitsMs / 1000,
  done: ({ ledger }: ArmResult) => ledger.done,
  lost: ({ ledger }: ArmResult) => ledger.lost,
  redelivered: ({ ledger }: ArmResult) => ledger.redelivered,
} as const;

type Measure = keyof typeof MEASURES;

const RELATIONS = {
  "<": (a: number, b: number) => a < b,
  "<=": (a: number, b: number) => a <= b,
  "=": (a: number, b: number) => a === b,
  ">=": (a: number, b: number) => a >= b,
  ">": (a: number, b: number) => a > b,
} as const;

/** `B finish <= 15.1`, or `B finish < A`: of one arm, against a number or another arm. */
export interface Expectation {
  readonly text: string;
  readonly arm: ArmId;
  readonly measure: Measure;
  readonly relation: keyof typeof RELATIONS;
  readonly than: number | ArmId;
}

export const MEASURE_NAMES = Object.keys(MEASURES);

/** @returns `null` when it is no expectation. */
export function parseExpectation(text: string): Expectation | null {
  const [arm, measure, relation, than, ...rest] = text.trim().split(/\s+/);
  if (!isArm(arm) || !isMeasure(measure) || !isRelation(relation) || rest.length > 0) return null;
  const limit = isArm(than) ? than : /^\d+(\.\d+)?$/.test(than ?? "") ? Number(than) : null;
  return limit === null ? null : { text, arm, measure, relation, than: limit };
}

/** What it was instead, to the thousandth; `null` when it came true. An arm that didn't finish has no finish. */
export function disappointment(
  { arms }: RaceResult,
  { arm, measure, relation, than }: Expectation,
): { readonly was: number | null } | null {
  const of = (id: ArmId) => {
    const found = arms.find((one) => one.id === id);
    return found ? MEASURES[measure](found) : null;
  };
  const was = of(arm);
  const limit = typeof than === "number" ? than : of(than);
  return was !== null && limit !== null && RELATIONS[relation](was, limit) ? null : { was };
}

function isArm(text: string | undefined): text is ArmId {
  return /^[A-D]$/.test(text ?? "");
}

function isMeasure(text = ""): text is Measure {
  return Object.hasOwn(MEASURES, text);
}

function isRelation(text = ""): text is keyof typeof RELATIONS {
  return Object.hasOwn(RELATIONS, text);
}
