import { moment } from "../kernel/moment.ts";
import fc from "fast-check";
import { expect, it } from "vitest";
import { anyScenario } from "#tests/support/any-scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { project } from "../kernel/projection.ts";
import { runStateProjection } from "../run/run-state-projection.ts";
import { armMetrics } from "./measure-arm.ts";
import { totalMs } from "./spans.ts";

const anyMoment = fc.option(fc.integer({ min: 0, max: 80_000 }), { nil: Infinity });

/** Every arm's metrics of any race, at the end or at any moment before. */
const anyMeasures = fc.tuple(anyScenario, anyMoment).map(([scenario, untilMs]) => {
  const state = project(runStateProjection, raceLog(scenario, { untilMs }));
  const atMs = untilMs === Infinity ? state.atMs : untilMs;
  return state.arms.map((arm) => ({ arm, metrics: armMetrics(arm, scenario, moment(atMs)) }));
});

it("adds up: m·C = busy + idle while work waits + nothing to do + down, and none is negative", () => {
  fc.assert(
    fc.property(anyMeasures, (arms) => {
      for (const { metrics } of arms) {
        const { totalMs: total, ...parts } = metrics.budget;
        expect(Object.values(parts).reduce<number>((a, b) => a + b, 0)).toBeCloseTo(total);
        for (const part of Object.values(parts)) expect(part).toBeGreaterThan(-1e-6);
      }
    }),
  );
});

it("splits idleness and busy time into parts of them", () => {
  fc.assert(
    fc.property(anyMeasures, (arms) => {
      for (const { metrics } of arms) {
        const { heldBackMs, onWireMs, wastedMs, budget } = metrics;
        expect(heldBackMs + onWireMs).toBeCloseTo(budget.idleWhileWorkWaitsMs);
        for (const part of [heldBackMs, onWireMs, wastedMs]) expect(part).toBeGreaterThan(-1e-6);
        expect(wastedMs).toBeLessThanOrEqual(budget.busyMs + 1e-6);
      }
    }),
  );
});

it("hatches as much as it counts", () => {
  fc.assert(
    fc.property(anyMeasures, (arms) => {
      for (const { metrics } of arms) {
        const hatched = metrics.workers.reduce((sum, one) => sum + totalMs(one.idleSpans), 0);
        expect(hatched).toBeCloseTo(metrics.budget.idleWhileWorkWaitsMs);
        expect(metrics.idleWhileReadyMs).toBeLessThanOrEqual(hatched + 1e-6);
      }
    }),
  );
});

it("never finishes before the lower bound", () => {
  fc.assert(
    fc.property(anyMeasures, (arms) => {
      for (const { metrics } of arms) {
        if (metrics.finishMs === null) continue;
        expect(metrics.lowerBoundMs).not.toBeNull();
        expect(metrics.lowerBoundMs ?? 0).toBeLessThanOrEqual(metrics.finishMs + 1e-6);
      }
    }),
  );
});

it("ends the depth where the tasks are, and adds a wait up from its three parts", () => {
  fc.assert(
    fc.property(anyMeasures, (arms) => {
      for (const { arm, metrics } of arms) {
        const { ready, held, running } = arm.counts;
        expect(metrics.depth.at(-1)).toMatchObject({ ready, held, running });
        const parts = [metrics.waitInQueue, metrics.waitInBuffer, metrics.waitOnThrownAway]
          .map((part) => part?.meanMs ?? 0)
          .reduce<number>((sum, part) => sum + part, 0);
        expect(metrics.wait?.meanMs ?? 0).toBeCloseTo(parts);
      }
    }),
  );
});
