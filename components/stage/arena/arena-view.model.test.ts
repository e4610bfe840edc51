import { describe, expect, it } from "vitest";
import { after, lasting } from "#shared/kernel/moment.ts";
import { ReadyTasks } from "#shared/run/ready-tasks.ts";
import { Queue } from "#shared/kernel/queue.ts";
import { project } from "#shared/kernel/projection.ts";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import { toleranceMs } from "#shared/metrics/tolerance.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { finishedAtMs, stoodDown } from "#shared/run/completion.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { arenaSentence } from "#components/words/arena-sentence.model.ts";
import { arenaViews } from "./arena-view.model.ts";
import { attemptsByWorker } from "#components/stage/lane/lane.model.ts";
import { isOnBound, leadOf } from "#components/stage/finish.model.ts";
import { gateState, workerStatus } from "#components/stage/worker/worker-status.model.ts";
import type { ArenaView } from "./arena-view.model.ts";

const odd = presets["odd-heavy"];
const runAt = (scenario: Scenario, untilMs: number) =>
  project(runStateProjection, raceLog(scenario, { untilMs }));
const measured = (run: RunState) =>
  new Map(run.arms.map((arm) => [arm.arm, armMetrics(arm, run.scenario!, run.atMs)]));
function statusOf({ lanes, state }: ArenaView, lane: number, nowMs: number) {
  const { worker } = lanes[lane]!;
  const attempts = attemptsByWorker(state?.attempts ?? []).get(worker) ?? [];
  return workerStatus(lanes[lane]!, { arm: state, attempts, nowMs, idle: false, ended: false });
}
const noRun = project(runStateProjection, []);

describe("arenaViews", () => {
  it("shows the plan before a run", () => {
    const [a, b] = arenaViews(noRun, odd);
    expect(a).toMatchObject({ arm: "A", state: null, strategy: { prefetch: "unlimited" } });
    expect(b?.lanes.map(({ worker }) => worker)).toEqual(["w1", "w2"]);
  });

  it("keeps a run's arena that is no longer planned, and adds one that is not in the run yet", () => {
    const plan = { ...odd, arms: [odd.arms[0]!, { ...odd.arms[1]!, arm: "C" as const }] };
    const views = arenaViews(runAt(odd, 5000), plan);
    expect(views.map(({ arm, state, plan }) => [arm, state !== null, plan !== null])).toEqual([
      ["A", true, true],
      ["B", true, false],
      ["C", false, true],
    ]);
  });

  it("has a lane for a worker that will join later", () => {
    const [a] = arenaViews(runAt(presets["late-joiner"], 1000), presets["late-joiner"]);
    const late = a!.lanes[2]!;
    expect(late.state).toBeNull();
    expect(statusOf(a!, 2, 1000)).toEqual({
      kind: "joins",
      atMs: 4000,
    });
  });
});

describe("the end of a run", () => {
  const end = runAt(odd, Infinity);

  it("is each arena's last task, not the last event", () => {
    expect(end.arms.map(finishedAtMs)).toEqual([24_000, 15_000]);
    expect(leadOf(end, measured(end))).toEqual({ arm: "B", fromMs: 15_000, toMs: 24_000 });
  });

  it("has no finish and no lead while a task is open or to come", () => {
    const running = runAt(odd, 23_000);
    expect(finishedAtMs(running.arms[0]!)).toBeNull();
    expect(leadOf(running, measured(running))).toBeNull();
    expect(finishedAtMs({ ...end.arms[0]!, planned: 13 })).toBeNull();
  });

  it("has no lead while one of many arenas still works", () => {
    const dial = (untilMs: number) => runAt(presets["prefetch-dial"], untilMs);
    expect(leadOf(dial(20_000), measured(dial(20_000)))).toBeNull();
    expect(leadOf(dial(Infinity), measured(dial(Infinity)))).toMatchObject({ arm: "A" });
  });

  it("is no finish where tasks were lost", () => {
    const killed = runAt(presets["kill-a-worker"], Infinity);
    expect(finishedAtMs(killed.arms[0]!)).toBeNull();
  });

  it("sends workers home without calling them gone", () => {
    const [view] = arenaViews(end, odd);
    expect(stoodDown(end.arms[0]!, end.arms[0]!.workers[0]!)).toBe(true);
    expect(gateState(view!.lanes[0]!, view!.state)).toBe("open");
  });

  it("has no lead where two differ by no more than deliveries took on the wire", () => {
    const run = runAt(presets.tutorial, Infinity);
    const [a, b] = run.arms;
    const later = b!.tasks.at(b!.tasks.length - 1)!;
    const tasks = b!.tasks.with(b!.tasks.length - 1, {
      ...later,
      settledAtMs: after(later.settledAtMs!, lasting(250)),
    });
    const fast = { ...run, speed: 20, arms: [a!, { ...b!, tasks }] };
    const metrics = measured(fast);
    expect(leadOf({ ...fast, speed: 1 }, metrics)).not.toBeNull();
    expect(leadOf(fast, metrics)).toBeNull();
    const onWire = new Map(
      [...metrics].map(([arm, one]) => [arm, { ...one, onWireMs: lasting(300) }]),
    );
    expect(leadOf({ ...fast, speed: 1 }, onWire)).toBeNull();
  });

  it("is on the bound within a timer's lateness", () => {
    expect(isOnBound(lasting(15_040), lasting(15_000), toleranceMs(1))).toBe(true);
    expect(isOnBound(lasting(15_200), lasting(15_000), toleranceMs(1))).toBe(false);
  });
});

describe("gateState", () => {
  it("is shut at prefetch 1 while a task is unacked, and never under unlimited", () => {
    const [a, b] = arenaViews(runAt(odd, 1500), odd);
    expect(gateState(a!.lanes[0]!, a!.state)).toBe("open");
    expect(gateState(b!.lanes[0]!, b!.state)).toBe("full");
  });

  it("is dead where the worker was killed", () => {
    const scenario = presets["kill-a-worker"];
    const [a] = arenaViews(runAt(scenario, 11_000), scenario);
    expect(gateState(a!.lanes[0]!, a!.state)).toBe("dead");
    expect(statusOf(a!, 0, 11_000)).toEqual({ kind: "killed", atMs: 10_500 });
  });
});

describe("workerStatus", () => {
  it("tells how far the running task is", () => {
    const [a] = arenaViews(runAt(odd, 11_000), odd);
    expect(statusOf(a!, 0, 11_000)).toEqual({
      kind: "running",
      task: 5,
      elapsedMs: 3000,
      totalMs: 4000,
    });
  });
});

describe("arenaSentence", () => {
  it("says who alone can do the held tasks", () => {
    expect(arenaSentence(runAt(odd, 11_000).arms[0]!, null)).toEqual({
      kind: "held",
      worker: "w1",
      tasks: Queue.of([7, 9, 11]),
    });
  });

  it("says what waits in the queue for whoever acks first", () => {
    expect(arenaSentence(runAt(odd, 11_000).arms[1]!, null)).toEqual({
      kind: "waiting",
      tasks: ReadyTasks.of("old-place", { returned: [], waiting: [12 as TaskNumber] }),
    });
  });

  it("has nothing to say once all is done", () => {
    expect(arenaSentence(runAt(odd, Infinity).arms[0]!, null)).toEqual({ kind: "none" });
  });
});
