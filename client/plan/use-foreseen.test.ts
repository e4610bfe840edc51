import { expect, it } from "vitest";
import { defaultScenario } from "#shared/scenario/presets.ts";
import { foreseenEndMs } from "./foreseen.ts";
import { DEFAULT_END_MS } from "./use-foreseen.ts";

it("the plan that a new lab opens on ends when the simulation says", () => {
  expect(DEFAULT_END_MS).toBe(foreseenEndMs(defaultScenario, null));
});
