import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyScenario } from "#tests/support/any-scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { after, lasting, moment } from "../kernel/moment.ts";
import { project } from "../kernel/projection.ts";
import { armMetrics } from "../metrics/measure-arm.ts";
import { drawLog } from "../run-log/draw-log.ts";
import { EAGER, WAIT_FOR_ACK } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import { isOver } from "./completion.ts";
import { hasCredit, idleWorkers, waitingTasks } from "./idle.ts";
import { runStateProjection } from "./run-state-projection.ts";

const armOf = (drawing: string, strategy = EAGER) =>
  project(runStateProjection, drawLog(drawing, { strategies: { A: strategy } })).arms[0]!;
const idle = (drawing: string) => idleWorkers(armOf(drawing)).map(({ worker }) => worker);

describe("an idle worker", () => {
  it("is there and has nothing to do", () => {
    expect(idle("A.queue pp .\nA.w1 rs .\nA.w2 . .\nA.w3 . k")).toEqual(["w2"]);
  });

  it("is not one that is paused, hung, or at a task the broker took back", () => {
    expect(idle("A.queue p .\nA.w1 . z\nA.w2 . h")).toEqual([]);
    expect(idle("A.queue p . .\nA.w1 rs m bg")).toEqual([]);
  });
});

it("has credit while it may hold more unacknowledged", () => {
  const [one, two] = ["A.queue pp .\nA.w1 r .", "A.queue pp .\nA.w1 . ."].map((drawing) =>
    armOf(drawing, WAIT_FOR_ACK),
  );
  expect([one, two].map((arm) => hasCredit(arm!, arm!.workers[0]!))).toEqual([false, true]);
  const eager = armOf("A.queue pp .\nA.w1 rr .");
  expect(hasCredit(eager, eager.workers[0]!)).toBe(true);
});

it("is what the measure counts: in the next instant it grows by min(idle workers, waiting tasks)", () => {
  fc.assert(
    fc.property(anyScenario, fc.integer({ min: 0, max: 60_000 }), (scenario, untilMs) => {
      const { arms } = project(runStateProjection, raceLog(scenario, { untilMs }));
      for (const arm of arms.filter((one) => one.tasks.length > 0 && !isOver(one))) {
        const [now, then] = [moment(untilMs), after(moment(untilMs), lasting(1))].map(
          (atMs) => armMetrics(arm, scenario, atMs).budget.idleWhileWorkWaitsMs,
        );
        const grows = Math.min(idleWorkers(arm).length, waitingTasks(arm));
        expect((then ?? 0) - (now ?? 0)).toBeCloseTo(grows);
      }
    }),
  );
});

it("is what the measure counts when workers stand still or come too late", () => {
  const drawings = [
    "A.queue ppp .\nA.w1 rs z\nA.w2 . h\nA.w3 . .",
    "A.queue ppp . .\nA.w1 rs m bg\nA.w2 . . z",
  ];
  for (const drawing of drawings) {
    const arm = armOf(drawing);
    const scenario = { ...presets.equal, workload: [], arms: [] };
    const measured = (atMs: number) =>
      armMetrics(arm, scenario, moment(atMs)).budget.idleWhileWorkWaitsMs;
    const grows = Math.min(idleWorkers(arm).length, waitingTasks(arm));
    expect(measured(4000) - measured(3000)).toBe(1000 * grows);
  }
});
