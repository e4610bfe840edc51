import { BEGINNING, between, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { simulate } from "./simulate.ts";

export interface Forecast {
  /** When the last thing would happen. */
  readonly endMs: AtMs;
  /** From the first publication to the last end of work; `null` when the run would stand still before. */
  readonly finishMs: ForMs | null;
}

/** How an arm of a plan would go if nobody did anything. */
export function forecast(arm: Arm, plan: Scenario): Forecast {
  let firstMs: AtMs | undefined;
  let finishedMs = BEGINNING;
  let endMs = BEGINNING;
  const isDone = simulate({ scenario: { ...plan, arms: [arm] } }, ({ type }, atMs) => {
    endMs = atMs;
    if (type === "published") firstMs ??= atMs;
    else if (type === "finished") finishedMs = atMs;
  });
  return { endMs, finishMs: isDone ? between(firstMs ?? BEGINNING, finishedMs) : null };
}
