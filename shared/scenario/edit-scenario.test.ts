import { describe, expect, it } from "vitest";
import {
  addArm,
  addWorker,
  appendTask,
  removeArm,
  removeTask,
  removeWorker,
  replaceWorkload,
  changeStrategy,
  setWorkerSpeed,
} from "./edit-scenario.ts";
import { defaultScenario, EAGER } from "./default-scenario.ts";
import { presets } from "./presets.ts";
import type { Scenario, WorkerId } from "./scenario.ts";
import { dotsIn, tasksOfDots } from "./workload.ts";

const task = { text: "more..", publishAtMs: 500 };
const w1 = "w1" as WorkerId;
const dots = ({ workload }: Scenario) => workload.map(({ text }) => dotsIn(text));

function edited(result: { ok: true; value: Scenario } | { ok: false; error: string }): Scenario {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

it("makes a preset one's own, and leaves the preset alone", () => {
  const scenario = edited(appendTask(defaultScenario, task));
  expect(scenario.preset).toBeNull();
  expect(scenario.workload).toHaveLength(13);
  expect(defaultScenario.workload).toHaveLength(12);
});

describe("the workload", () => {
  const four = replaceWorkload(defaultScenario, tasksOfDots([1, 2, 3, 4]), 7);

  it("loses a task, takes a new seed", () => {
    expect(dots(removeTask(four, 1))).toEqual([1, 3, 4]);
    expect(four.seed).toBe(7);
  });

  it("holds 20,000 tasks and no more", () => {
    const full = replaceWorkload(four, tasksOfDots(Array.from({ length: 20_000 }, () => 1)));
    expect(appendTask(full, task)).toEqual({ ok: false, error: "too-many-tasks" });
  });
});

describe("arms", () => {
  it("copies the last with a prefetch no arm has, up to four", () => {
    const three = edited(addArm(defaultScenario));
    const four = edited(addArm(three));
    expect(four.arms.map(({ arm, strategy }) => `${arm} ${strategy.prefetch}`)).toEqual([
      "A unlimited",
      "B 1",
      "C 2",
      "D 5",
    ]);
    expect(four.arms[3]?.workers).toEqual(four.arms[1]?.workers);
    expect(addArm(four)).toEqual({ ok: false, error: "too-many-arms" });
  });

  it("closes the ranks when one is removed, and keeps the last", () => {
    const one = edited(removeArm(defaultScenario, "A"));
    expect(one.arms.map(({ arm, strategy }) => `${arm} ${strategy.prefetch}`)).toEqual(["A 1"]);
    expect(removeArm(one, "A")).toEqual({ ok: false, error: "last-arm" });
  });

  it("changes one arm's strategy only", () => {
    const scenario = changeStrategy(defaultScenario, "B", { ...EAGER, ack: "auto" });
    expect(scenario.arms.map(({ strategy }) => strategy.ack)).toEqual(["manual", "auto"]);
  });
});

describe("workers", () => {
  it("get the next number, up to 256 in an arm", () => {
    const added = edited(addWorker(defaultScenario, "B"));
    expect(added.arms[1]?.workers.at(-1)).toEqual({ worker: "w3", speed: 1, joinAtMs: 0 });
    expect(added.arms[0]?.workers).toHaveLength(2);

    let crowd = defaultScenario;
    for (let i = 2; i < 256; i++) crowd = edited(addWorker(crowd, "A"));
    expect(addWorker(crowd, "A")).toEqual({ ok: false, error: "too-many-workers" });
  });

  it("may have a name of one's own, if nobody has it", () => {
    const ann = edited(addWorker(defaultScenario, "A", "ann-2" as WorkerId));
    const again = edited(addWorker(ann, "A", "ann-2" as WorkerId));
    expect(again.arms[0]?.workers.map(({ worker }) => worker)).toEqual(["w1", "w2", "ann-2", "w3"]);
  });

  it("do not take the number of one removed from the middle", () => {
    const two = edited(removeWorker(edited(addWorker(defaultScenario, "A")), "A", w1));
    expect(edited(addWorker(two, "A")).arms[0]?.workers.map(({ worker }) => worker)).toEqual([
      "w2",
      "w3",
      "w4",
    ]);
  });

  it("cannot all be removed", () => {
    const one = edited(removeWorker(defaultScenario, "A", "w2" as WorkerId));
    expect(removeWorker(one, "A", w1)).toEqual({ ok: false, error: "last-worker" });
  });

  it("change speed one by one", () => {
    const scenario = setWorkerSpeed(defaultScenario, "A", w1, 0.5);
    expect(scenario.arms[0]?.workers.map(({ speed }) => speed)).toEqual([0.5, 1]);
  });

  it("take a fault with them once no arm has them any more", () => {
    let scenario = presets["kill-a-worker"];
    for (const { arm } of scenario.arms) {
      expect(scenario.faults).toHaveLength(1);
      scenario = edited(removeWorker(scenario, arm, w1));
    }
    expect(scenario.faults).toEqual([]);
  });
});
