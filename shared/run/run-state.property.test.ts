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
      expect(project(runStateProjection, log.slice(cut), middle)).toEqual(
        project(runStateProjection, log),
      );
      expect(middle).toEqual(project(runStateProjection, log.slice(0, cut)));
    }),
  );
});

it("folds a batch as its events one by one, and leaves every state on the way as it was", () => {
  fc.assert(
    fc.property(anyScenario, fc.integer({ min: 1, max: 40 }), (scenario, length) => {
      const log = raceLog(scenario);
      let [state, oneByOne] = [runStateProjection.initial, runStateProjection.initial];
      const seen = [];
      for (let from = 0; from < log.length; from += length) {
        const batch = log.slice(from, from + length);
        state = project(runStateProjection, batch, state);
        for (const event of batch) oneByOne = runStateProjection.evolve(oneByOne, event);
        seen.push({ state, oneByOne });
      }
      for (const pair of seen) expect(pair.state).toEqual(pair.oneByOne);
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
