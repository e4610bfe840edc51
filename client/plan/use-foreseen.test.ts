import { expect, it } from "vitest";
import { moment } from "#shared/kernel/moment.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { taskOfSize } from "#shared/scenario/workload.ts";
import { foresight } from "./foreseen.ts";
import { DEFAULT_END_MS } from "./use-foreseen.ts";

it("the plan that a new lab opens on ends when the simulation says", () => {
  expect(DEFAULT_END_MS).toBe(foresight.get().endMs(defaultScenario, null));
});

it("a plan of thousands of tasks is simulated after its picture, and whoever shows it is told", async () => {
  const [arm] = defaultScenario.arms;
  const workload = Array.from({ length: 2000 }, () => taskOfSize(1000));
  const plan = () => ({ ...defaultScenario, workload, arms: arm ? [{ ...arm }] : [] });
  expect(foresight.get().endMs(plan(), null)).toBe(0);
  await new Promise<void>((resolve) => foresight.subscribe(resolve));
  // Whatever object it comes as, it is the same plan.
  expect(foresight.get().endMs(plan(), null)).toBe(
    moment((2000 / (arm?.workers.length ?? 0)) * 1000),
  );
});
