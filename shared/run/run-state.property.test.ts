import fc from "fast-check";
import { expect, it } from "vitest";
import { anyScenario } from "#tests/support/any-scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { brokerExpectedCount } from "./broker-count.ts";
import { isComplete } from "./completion.ts";
import { violations } from "./invariants.ts";
import { runStateProjection } from "./run-state-projection.ts";

it("holds every invariant after every event", () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      let state = runStateProjection.initial;
      for (const event of raceLog(scenario)) {
        state = runStateProjection.evolve(state, event);
        expect(violations(state)).toEqual([]);
      }
    }),
  );
});

it("folds in two halves as in one go, and leaves the first half as it was", () => {
  fc.assert(
    fc.property(anyScenario, fc.nat(), (scenario, at) => {
      const log = raceLog(scenario);
      const cut = at % (log.length + 1);
      const middle = project(runStateProjection, log.slice(0, cut));
      const copy = structuredClone(middle);
      expect(project(runStateProjection, log.slice(cut), middle)).toEqual(
        project(runStateProjection, log),
      );
      expect(middle).toEqual(copy);
    }),
  );
});

it("settles everything in the end while a worker lives, and leaves the queue empty", () => {
  fc.assert(
    fc.property(anyScenario, (scenario) => {
      const state = project(runStateProjection, raceLog(scenario));
      expect(isComplete(state)).toBe(true);
      for (const arm of state.arms) expect(brokerExpectedCount(arm)).toBe(0);
    }),
  );
});
