import { describe, expect, it } from "vitest";
import { defaultScenario } from "../scenario/default-scenario.ts";
import { presets } from "../scenario/presets.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import { editOf, type LabCommand } from "./lab-command.ts";

const plan = defaultScenario;
const W1 = "w1" as WorkerId;

const edited = (command: LabCommand, of = plan) => {
  const result = editOf(of, command);
  if (result?.ok !== true) throw new Error(JSON.stringify(result));
  return result.value;
};

describe("what a command makes of the plan", () => {
  it("is nothing for one that is about the run", () => {
    const action = { type: "kill" } as const;
    for (const command of [
      { type: "run" },
      { type: "note", text: "here" },
      { type: "act-on-worker", arm: "A", worker: W1, action },
    ] as const) {
      expect(editOf(plan, command)).toBeNull();
    }
  });

  it("is a task after the others, unless it says when", () => {
    const late = { ...presets.tutorial, workload: [{ text: "a.", publishAtMs: 4000 }] };
    expect(edited({ type: "push-task", text: "b." }, late).workload[1]?.publishAtMs).toBe(4000);
    const at = edited({ type: "push-task", text: "b.", publishAtMs: 7 }, late);
    expect(at.workload[1]?.publishAtMs).toBe(7);
  });

  it("is the settings it names, and no other", () => {
    const next = edited({ type: "set-strategy", arm: "B", strategy: { ack: "auto" } });
    expect(next.arms[1]?.strategy).toEqual({ ...plan.arms[1]?.strategy, ack: "auto" });
    expect(next.arms[0]).toBe(plan.arms[0]);
  });

  it("is a worker's speed, whoever sets it", () => {
    const action = { type: "set-speed", speed: 0.5 } as const;
    const next = edited({ type: "act-on-worker", arm: "A", worker: W1, action });
    expect(next.arms[0]?.workers[0]?.speed).toBe(0.5);
  });

  it("is how many tasks a worker works on at a time", () => {
    const next = edited({ type: "set-concurrency", arm: "A", worker: W1, concurrency: 4 });
    expect(next.arms[0]?.workers.map(({ concurrency }) => concurrency)).toEqual([4, undefined]);
  });

  it("takes away the task that was meant, though others have moved since", () => {
    const [first, second] = plan.workload;
    const without = edited({ type: "remove-task", index: 0, text: first!.text });
    const moved = edited(
      { type: "remove-task", index: 5, text: "only one." },
      { ...without, workload: [{ text: "only one.", publishAtMs: 0 }, second!] },
    );
    expect(moved.workload).toEqual([second]);
    const gone: LabCommand = { type: "remove-task", index: 0, text: "gone." };
    expect(edited(gone)).toBe(plan);
  });

  it.each<[LabCommand, unknown]>([
    [
      { type: "set-strategy", arm: "D", strategy: {} },
      { code: "invalid", path: "arm" },
    ],
    [{ type: "remove-worker", arm: "A", worker: "w9" as WorkerId }, { code: "no-such-worker" }],
    [
      { type: "set-concurrency", arm: "A", worker: "w9" as WorkerId, concurrency: 2 },
      { code: "no-such-worker" },
    ],
    [
      { type: "append-tasks", tasks: Array.from({ length: 19_989 }, () => plan.workload[0]!) },
      { code: "limit", what: "tasks", max: 20_000 },
    ],
  ])("is refused, case %#", (command, error) => {
    expect(editOf(plan, command)).toMatchObject({ ok: false, error });
  });
});
