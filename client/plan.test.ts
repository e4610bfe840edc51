import { beforeEach, describe, expect, it } from "vitest";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { LabId, LabState } from "#shared/protocol/lab-state.ts";
import { removeTask } from "#shared/scenario/edit-scenario.ts";
import { defaultScenario } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabSnapshot, SendProblem } from "./lab-connection.ts";
import { createPlan, type Plan } from "./plan.ts";

function labWith(scenario: Scenario, phase: LabState["phase"] = "idle"): LabSnapshot {
  const lab: LabState = {
    labId: "7F3K2M" as LabId,
    scenario,
    phase,
    runId: null,
    speed: 1,
    people: 1,
    broker: { state: "connecting" },
  };
  return { link: { state: "connected" }, role: "host", lab };
}

describe("createPlan", () => {
  let lab: LabSnapshot;
  let tell: () => void;
  let answers: ((answer: Result<null, SendProblem>) => void)[];
  let plan: Plan;

  const eleven = removeTask(defaultScenario, 0);
  const ten = removeTask(eleven, 0);
  const tasks = () => plan.getSnapshot().scenario?.workload.length;
  const hear = (scenario: Scenario, phase?: LabState["phase"]) => {
    lab = labWith(structuredClone(scenario), phase);
    tell();
  };

  beforeEach(() => {
    lab = labWith(defaultScenario);
    answers = [];
    plan = createPlan({
      getSnapshot: () => lab,
      subscribe: (onChange) => {
        tell = onChange;
        return () => undefined;
      },
      send: () => new Promise((resolve) => answers.push(resolve)),
    });
  });

  it("shows an edit at once, and goes on with the server's plan when it is the same", async () => {
    const edited = plan.edit(eleven);
    expect(tasks()).toBe(11);
    answers[0]?.(ok(null));
    await edited;
    expect(tasks()).toBe(11);
    hear(eleven);
    hear(defaultScenario);
    expect(tasks()).toBe(12);
  });

  it("does not flicker back while quick edits are under way", async () => {
    const first = plan.edit(eleven);
    const second = plan.edit(ten);
    answers[0]?.(ok(null));
    await first;
    hear(eleven);
    expect(tasks()).toBe(10);
    answers[1]?.(ok(null));
    await second;
    hear(ten);
    expect(tasks()).toBe(10);
  });

  it("lets the server's plan win once it says something newer", async () => {
    const edited = plan.edit(eleven);
    answers[0]?.(ok(null));
    await edited;
    hear(ten);
    expect(tasks()).toBe(10);
  });

  it("takes back and repeats", async () => {
    const settle = async (step: Promise<Result<null, SendProblem>> | null) => {
      answers.pop()?.(ok(null));
      await step;
    };
    await settle(plan.edit(eleven));
    await settle(plan.edit(ten));
    await settle(plan.undo());
    expect(tasks()).toBe(11);
    await settle(plan.undo());
    expect([tasks(), plan.getSnapshot().canUndo]).toEqual([12, false]);
    await settle(plan.redo());
    expect([tasks(), plan.getSnapshot().canRedo]).toEqual([11, true]);
  });

  it("has nothing to take back at first", () => {
    expect([plan.undo(), plan.redo()]).toEqual([null, null]);
  });

  it("drops an edit the server refused", async () => {
    const edited = plan.edit(eleven);
    answers[0]?.(fail({ code: "run-in-progress" }));
    expect(await edited).toEqual(fail({ code: "run-in-progress" }));
    expect(plan.getSnapshot()).toMatchObject({ scenario: defaultScenario, canUndo: false });
  });

  it("keeps a plan that something else is about to replace", () => {
    plan.keep();
    hear(ten);
    void plan.undo();
    expect(tasks()).toBe(12);
  });

  it("tells a plan changed since the run from one changed by the run", () => {
    hear(defaultScenario, "running");
    hear(eleven, "running");
    hear(eleven, "closed");
    expect(plan.getSnapshot().isNew).toBe(false);
    void plan.edit(ten);
    expect(plan.getSnapshot().isNew).toBe(true);
    void plan.edit(eleven);
    expect(plan.getSnapshot().isNew).toBe(false);
  });

  it("takes the plan of a lab joined after its run for the one that was run", () => {
    lab = { link: { state: "connecting" }, role: null, lab: null };
    plan = createPlan({
      getSnapshot: () => lab,
      subscribe: (onChange) => {
        tell = onChange;
        return () => undefined;
      },
      send: () => Promise.resolve(ok(null)),
    });
    hear(eleven, "closed");
    expect(plan.getSnapshot()).toMatchObject({ scenario: eleven, isNew: false });
    hear(ten, "closed");
    expect(plan.getSnapshot().isNew).toBe(true);
  });
});
