import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { defaultScenario, EAGER } from "#shared/scenario/default-scenario.ts";
import { arenaViews } from "#components/stage/arena/arena-view.model.ts";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import { planActs, runActs, type LaneActs } from "./worker-acts.ts";

function actsIn(drawing: string, { ack = "manual", away = false } = {}): LaneActs {
  const strategy = { ...EAGER, ack: ack as "manual" | "auto" };
  const run = project(runStateProjection, drawLog(drawing, { strategies: { A: strategy } }));
  const [view] = arenaViews(run, { ...defaultScenario, arms: [] });
  if (!view?.lanes[0]) throw new Error("no lane");
  return runActs(view.lanes[0], view.state, away);
}

const names = ({ shown }: LaneActs) => shown.map(({ name }) => name);
const why = ({ shown, more }: LaneActs) =>
  Object.fromEntries(
    [...shown, ...more].flatMap(({ name, off }) => (off === null ? [] : [[name, off]])),
  );

describe("what can be done to a worker", () => {
  it("is, while it works: slow, pause, hang, kill", () => {
    const acts = actsIn("A.queue p\nA.w1 rs");
    expect(names(acts)).toEqual(["slow", "pause", "hang", "kill"]);
    expect(why(acts)).toEqual({});
  });

  it("is, while it is paused or hung, to let it go on", () => {
    expect(names(actsIn("A.w1 z"))).toEqual(["slow", "resume", "hang", "kill"]);
    expect(names(actsIn("A.w1 h"))).toEqual(["slow", "resume", "kill"]);
  });

  it("is, once it is dead, to bring it back", () => {
    const acts = actsIn("A.w1 . k");
    expect(names(acts)).toEqual(["restart"]);
    expect(acts.more).toEqual([]);
  });

  it("is to give back a task only where it has one, and the broker waits for its ack", () => {
    expect(why(actsIn("A.w1 ."))).toEqual({
      nack: "empty-handed",
      "nack-drop": "empty-handed",
      "reject-drop": "empty-handed",
    });
    expect(why(actsIn("A.queue p\nA.w1 rs", { ack: "auto" }))).toEqual({
      "forget-acks": "auto-ack",
      nack: "auto-ack",
      "nack-drop": "auto-ack",
      "reject-drop": "auto-ack",
    });
  });

  it("is nothing while the broker is away", () => {
    const { shown, more } = actsIn("A.w1 .", { away: true });
    expect(new Set([...shown, ...more].map(({ off }) => off))).toEqual(new Set(["broker-away"]));
  });

  it("is, between runs, what the plan has of it", () => {
    const [view] = arenaViews(runStateProjection.initial, defaultScenario);
    expect(view?.lanes.map((lane) => names(planActs(lane)))).toEqual([
      ["slow", "fast", "remove"],
      ["slow", "fast", "remove"],
    ]);
  });

  it.each([
    [undefined, [2, 1], { "fewer-at-once": "one-at-once" }],
    [4, [8, 3], {}],
    [6, [8, 4], {}],
    [64, [64, 32], { "more-at-once": "most-at-once" }],
  ] as const)(
    "is, between runs, to give one that works on %s at once more or fewer",
    (at, to, off) => {
      const plan = { worker: "w1" as WorkerId, speed: 1, joinAtMs: 0 };
      const acts = planActs({
        state: null,
        plan: at === undefined ? plan : { ...plan, concurrency: at },
      });
      expect(acts.more.map(({ name, does }) => [name, does])).toEqual([
        ["more-at-once", { type: "set-concurrency", concurrency: to[0] }],
        ["fewer-at-once", { type: "set-concurrency", concurrency: to[1] }],
      ]);
      expect(why(acts)).toEqual(off);
    },
  );
});
