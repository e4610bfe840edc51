import { beforeEach, describe, expect, it } from "vitest";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabPhase } from "#shared/protocol/lab-state.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { EAGER, presets } from "#shared/scenario/presets.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { createLabActions, type LabActions } from "./lab-actions.ts";
import type { LabConnection, LabSnapshot } from "#client/connection/lab-connection.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { createLogStore } from "#client/log/log-store.ts";
import { createMomentTicker } from "#client/time/moment-ticker.ts";
import { createPlan, type Plan } from "#client/plan/plan.ts";
import { createPlaybackClock, type PlaybackClock } from "#client/time/playback-clock.ts";

const W1 = "w1" as WorkerId;

describe("createLabActions", () => {
  let phase: LabPhase;
  let sent: LabCommand[];
  let answer: Result<null, SendProblem>;
  let problems: SendProblem[];
  let clock: PlaybackClock;
  let plan: Plan;
  let actions: LabActions;

  const types = () => sent.map(({ type }) => type);

  const open = (scenario: Scenario) => {
    const snapshot = (): LabSnapshot => ({
      link: { state: "connected" },
      roles: ["host", "viewer"],
      people: 1,
      lab: {
        labId: "7F3K2M" as LabId,
        phase,
        runId: null,
        speed: 1,
        broker: { state: "connecting" },
      },
    });
    const connection: LabConnection = {
      initial: snapshot(),
      get: snapshot,
      subscribe: () => () => undefined,
      open: () => () => undefined,
      send: (command) => {
        sent.push(command);
        return Promise.resolve(answer);
      },
      reconnect: () => undefined,
    };
    clock = createPlaybackClock(() => 0);
    const log = createLogStore(runStateProjection);
    log.append(raceLog(scenario));
    clock.read({ labMs: 24_000, rate: 0 });
    const tellable = createPlan({ send: (command, id) => connection.send(command, id), tab: "t" });
    tellable.joined({ version: 0, scenario }, [], phase);
    plan = tellable;
    const ticker = createMomentTicker(clock, () => () => undefined);
    actions = createLabActions({ connection, log, clock, ticker, plan }, (problem) =>
      problems.push(problem),
    );
  };

  beforeEach(() => {
    phase = "idle";
    sent = [];
    answer = ok(null);
    problems = [];
    open(presets["odd-heavy"]);
  });

  it.each<[LabPhase, string[]]>([
    ["idle", ["run"]],
    ["running", ["pause"]],
    ["paused", ["resume"]],
    ["closed", ["run"]],
    ["starting", []],
    ["broker-lost", []],
  ])("in phase %s the one button sends %j", (now, expected) => {
    phase = now;
    actions.runOrPause();
    expect(types()).toEqual(expected);
  });

  it("stops a run that is on before it runs again", async () => {
    phase = "running";
    actions.runAgain();
    await Promise.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(types()).toEqual(["stop", "run"]);
  });

  it("asks for what differs in a strategy alone, and sends astray to every arena", () => {
    phase = "running";
    actions.setStrategy("A", { ...EAGER, durable: false });
    actions.publishAstray("hello", true);
    const astray = { type: "publish-astray", text: "hello", mandatory: true };
    expect(sent).toEqual([
      { type: "set-strategy", arm: "A", strategy: { durable: false } },
      { ...astray, arm: "A" },
      { ...astray, arm: "B" },
    ]);
  });

  it("bursts in every arena by one command, so that they share one kill", () => {
    phase = "running";
    void actions.publishBurst(500, true);
    expect(sent).toEqual([{ type: "publish-burst", arms: ["A", "B"], count: 500, kill: true }]);
  });

  it.each<LabPhase>(["idle", "running"])("asks the same of a lab in phase %s", (now) => {
    phase = now;
    void actions.push({ text: "a..", publishAtMs: 0 });
    actions.setStrategy("A", { ...EAGER, prefetch: 2 });
    actions.actOnWorker("A", W1, { type: "remove" });
    actions.actOnWorker("A", W1, { type: "set-speed", speed: 0.5 });
    expect(sent).toEqual([
      { type: "push-task", text: "a..", publishAtMs: 0 },
      { type: "set-strategy", arm: "A", strategy: { prefetch: 2 } },
      { type: "remove-worker", arm: "A", worker: W1 },
      { type: "act-on-worker", arm: "A", worker: W1, action: { type: "set-speed", speed: 0.5 } },
    ]);
    expect(plan.get().scenario?.workload).toHaveLength(13);
  });

  it("shows nothing that the plan cannot be, and says why", async () => {
    for (let i = 0; i < 2; i++) void actions.send({ type: "add-arm" });
    const full = { code: "limit", what: "arms", max: 4 } as const;
    answer = fail(full);
    const refused = actions.send({ type: "add-arm" });
    expect(plan.get().scenario?.arms).toHaveLength(4);
    expect(await refused).toBe(false);
    expect(problems).toEqual([full]);
  });

  it("keeps the plan as it is while a run holds it", async () => {
    phase = "running";
    answer = fail({ code: "run-in-progress" });
    expect(await actions.send({ type: "set-scenario", scenario: presets.tutorial })).toBe(false);
    expect(problems).toEqual([{ code: "run-in-progress" }]);
    expect(plan.get().scenario).toBe(presets["odd-heavy"]);
  });

  it("says that a task was not taken, so that its text can stay", async () => {
    phase = "running";
    answer = fail({ code: "too-fast" });
    expect(await actions.push({ text: "a.", publishAtMs: 0 })).toBe(false);
    expect(problems).toEqual([{ code: "too-fast" }]);
  });

  it("walks the view from event to event, and on to now at the end", () => {
    clock.seek(3_500);
    actions.stepView(1);
    expect(clock.moment().nowMs).toBe(4_000);
    actions.stepView(1);
    expect(clock.moment().nowMs).toBe(5_000);
    actions.stepView(-1);
    expect(clock.moment().nowMs).toBe(4_000);
    clock.seek(4_200);
    actions.stepView(-1);
    expect(clock.moment().nowMs).toBe(4_000);
    clock.seek(24_000);
    actions.stepView(1);
    expect(clock.get().following).toBe(true);
  });

  it("steps the run when the picture follows it, else the view", () => {
    phase = "paused";
    actions.step();
    clock.seek(3_500);
    actions.step();
    expect(types()).toEqual(["step"]);
    expect(clock.moment().nowMs).toBe(4_000);
  });

  it("goes back to the start of a run that is over, and ends one that is on", () => {
    phase = "closed";
    actions.toStart();
    expect(clock.moment().nowMs).toBe(0);
    phase = "running";
    actions.toStart();
    expect(types()).toEqual(["stop"]);
  });
});
