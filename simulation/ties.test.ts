import { describe, expect, it } from "vitest";
import { presets } from "#shared/scenario/presets.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import type { Choose } from "./agenda.ts";
import { everyOrder } from "./every-order.ts";
import { simulate } from "./simulate.ts";

/** What a text may name of an arm. */
function figures(arm: Arm, plan: Scenario, choose: Choose): string {
  let finishMs = 0;
  let lost = 0;
  let redelivered = 0;
  simulate({ scenario: { ...plan, arms: [arm] }, choose }, (event, atMs) => {
    if (event.type === "finished") finishMs = atMs;
    else if (event.type === "lost") lost += 1;
    else if (event.type === "received" && event.redelivered) redelivered += 1;
  });
  return `${finishMs / 1000} s, ${lost} lost, ${redelivered} redelivered`;
}

const outcomes = (arm: Arm, plan: Scenario) => [
  ...new Set(everyOrder((choose) => figures(arm, plan, choose))),
];

describe("every figure a preset's text names is the same whichever way ties fall", () => {
  const arms = Object.values(presets).flatMap((plan) =>
    plan.arms.map((arm) => ({ name: `${plan.preset} ${arm.arm}`, arm, plan })),
  );
  it.each(arms)("$name", ({ arm, plan }) => {
    expect(outcomes(arm, plan)).toHaveLength(1);
  });
});

it("sees that a tie matters where it does: prefetch 4 on (4, 1) × 6 is 16 or 17 s on RabbitMQ", () => {
  const plan = presets["prefetch-dial"];
  const arm = { ...plan.arms[0]!, strategy: { ...plan.arms[0]!.strategy, prefetch: 4 } };
  const workload = tasksOfDots([4, 1, 4, 1, 4, 1, 4, 1, 4, 1, 4, 1]);
  expect(outcomes(arm, { ...plan, workload }).sort()).toEqual([
    "16 s, 0 lost, 0 redelivered",
    "17 s, 0 lost, 0 redelivered",
  ]);
});
