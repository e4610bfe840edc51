import { beforeEach, describe, expect, it } from "vitest";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { may, type Role } from "#shared/protocol/rights.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabId, LabPhase } from "#shared/protocol/lab-state.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { raceLog } from "#tests/support/race-log.ts";
import type { LabConnection, LabSnapshot } from "#client/connection/lab-connection.ts";
import type { SendProblem } from "#client/connection/lab-socket.ts";
import { createLogStore, type LogStore } from "#client/log/log-store.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { RunId } from "#shared/run-log/run-event.ts";
import { createMomentTicker } from "#client/time/moment-ticker.ts";
import { createPlan, type Plan } from "#client/plan/plan.ts";
import { createPlaybackClock, type PlaybackClock } from "#client/time/playback-clock.ts";
import { perform } from "./use-keyboard.ts";
import type { DialogName, PanelName } from "./user-action.ts";
import { USER_ACTIONS, type Asked } from "./user-actions.ts";

const W1 = "w1" as WorkerId;

describe("what a person asks for", () => {
  let phase: LabPhase;
  let roles: readonly Role[];
  let sent: LabCommand[];
  let answer: Result<null, SendProblem>;
  let clock: PlaybackClock;
  let plan: Plan;
  let log: LogStore<RunState>;
  let opened: (PanelName | DialogName)[];
  let focused: string[];
  let ask: (asked: Asked) => Promise<boolean>;

  const types = () => sent.map(({ type }) => type);

  /** A page whose keyboard is in the row of w1 of arena A. */
  const page = {
    activeElement: {
      closest: (attribute: string) => ({
        getAttribute: () => (attribute === "[data-worker]" ? "A.w1" : "A"),
      }),
    },
    querySelector: (name: string) => ({
      focus: () => focused.push(name),
      scrollIntoView: () => undefined,
    }),
  } as unknown as Document;

  const open = (scenario: Scenario, untilMs = 24_000) => {
    const snapshot = (): LabSnapshot => ({
      link: { state: "connected" },
      roles,
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
    log = createLogStore(runStateProjection);
    log.begin("r1" as RunId);
    log.append(raceLog(scenario, { untilMs }));
    clock.read({ labMs: 24_000, rate: 0 });
    const tellable = createPlan({ send: (command, id) => connection.send(command, id), tab: "t" });
    tellable.joined({ version: 0, scenario }, [], phase);
    plan = tellable;
    const ticker = createMomentTicker(clock, () => () => undefined);
    const name = (opens: PanelName | DialogName) => opened.push(opens);
    ask = (asked) =>
      perform(
        {
          ...{ connection, log, clock, ticker, plan, document: page },
          can: (right) => may(roles, right),
          openPanel: name,
          openDialog: name,
        },
        asked,
      );
  };

  beforeEach(() => {
    phase = "idle";
    roles = ["host", "viewer"];
    sent = [];
    opened = [];
    focused = [];
    answer = ok(null);
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
    void ask({ type: "run-or-pause" });
    expect(types()).toEqual(expected);
  });

  it("stops a run that is on before it runs again, and does not run what could not be stopped", async () => {
    phase = "running";
    expect(await ask({ type: "run-again" })).toBe(true);
    expect(types()).toEqual(["stop", "run"]);
    answer = fail({ code: "too-fast" });
    expect(await ask({ type: "run-again" })).toBe(false);
    expect(types()).toEqual(["stop", "run", "stop"]);
  });

  it("asks for what differs in a strategy alone", () => {
    phase = "running";
    void ask({ type: "set-strategy", arm: "A", strategy: { ...EAGER, durable: false } });
    expect(sent).toEqual([{ type: "set-strategy", arm: "A", strategy: { durable: false } }]);
  });

  it.each<LabPhase>(["idle", "running"])("asks the same of a lab in phase %s", (now) => {
    phase = now;
    void ask({ type: "push", dots: 2 });
    void ask({ type: "set-strategy", arm: "A", strategy: { ...EAGER, prefetch: 2 } });
    void ask({ type: "prefetch", direction: -1 });
    void ask({ type: "add-worker" });
    void ask({ type: "add-worker", arm: "B" });
    expect(sent).toEqual([
      { type: "push-task", text: "task..", publishAtMs: 0 },
      { type: "set-strategy", arm: "A", strategy: { prefetch: 2 } },
      { type: "set-strategy", arm: "A", strategy: { prefetch: 1 } },
      { type: "add-worker", arm: "A" },
      { type: "add-worker", arm: "B" },
    ]);
    expect(plan.get().scenario?.workload).toHaveLength(13);
  });

  it("does to the worker in whose row the keyboard is what it can do now, and keeps the keyboard there", () => {
    phase = "running";
    open(presets["odd-heavy"], 5_000);
    const { keys } = USER_ACTIONS["act-on-worker"];
    for (const key of ["k", "p", "s", "h"]) void ask({ ...keys[key]!, type: "act-on-worker" });
    expect(sent.map((command) => "action" in command && command.action)).toEqual([
      { type: "kill" },
      { type: "pause" },
      { type: "set-speed", speed: 0.5 },
      { type: "hang", heartbeats: true },
    ]);
    expect(new Set(focused)).toEqual(new Set([`[data-worker="A.w1"]`]));
  });

  it("does to a worker of the plan what a plan can be, and nothing it could not do", () => {
    const at = { arm: "B", worker: W1 } as const;
    void ask({ type: "act-on-worker", acts: ["kill"], at });
    expect(sent).toEqual([]);
    phase = "idle";
    log.begin(null);
    void ask({ type: "act-on-worker", acts: ["fast"], at });
    void ask({ type: "act-on-worker", acts: ["more-at-once"], at });
    void ask({ type: "act-on-worker", acts: ["remove"], at });
    expect(sent).toEqual([
      { type: "act-on-worker", arm: "B", worker: W1, action: { type: "set-speed", speed: 2 } },
      { type: "set-concurrency", arm: "B", worker: W1, concurrency: 2 },
      { type: "remove-worker", arm: "B", worker: W1 },
    ]);
  });

  it("shows nothing that the plan cannot be, and says why", async () => {
    for (let i = 0; i < 2; i++) void ask({ type: "add-arm" });
    const full = { code: "limit", what: "arms", max: 4 } as const;
    answer = fail(full);
    const refused = ask({ type: "add-arm" });
    expect(plan.get().scenario?.arms).toHaveLength(4);
    expect(await refused).toBe(false);
    expect(plan.get().problem).toEqual(full);
  });

  it("keeps the plan as it is while a run holds it, and says why", async () => {
    phase = "running";
    answer = fail({ code: "run-in-progress" });
    expect(await ask({ type: "load-preset", preset: "tutorial" })).toBe(false);
    expect(plan.get().problem).toEqual({ code: "run-in-progress" });
    expect(plan.get().scenario).toBe(presets["odd-heavy"]);
    plan.dismiss();
    expect(plan.get().problem).toBeNull();
  });

  it("says that a task was not taken, so that its text can stay", async () => {
    phase = "running";
    answer = fail({ code: "too-fast" });
    expect((await plan.send({ type: "push-task", text: "a." })).ok).toBe(false);
    expect(plan.get().problem).toEqual({ code: "too-fast" });
  });

  it("walks the view from event to event, and on to now at the end", () => {
    const go = (direction: 1 | -1) => void ask({ type: "step-event", direction });
    clock.seek(3_500);
    go(1);
    expect(clock.moment().nowMs).toBe(4_000);
    go(1);
    expect(clock.moment().nowMs).toBe(5_000);
    go(-1);
    expect(clock.moment().nowMs).toBe(4_000);
    clock.seek(4_200);
    go(-1);
    expect(clock.moment().nowMs).toBe(4_000);
    clock.seek(24_000);
    go(1);
    expect(clock.get().following).toBe(true);
  });

  it("steps the run when the picture follows it, else the view", () => {
    phase = "paused";
    void ask({ type: "step" });
    clock.seek(3_500);
    void ask({ type: "step" });
    expect(types()).toEqual(["step"]);
    expect(clock.moment().nowMs).toBe(4_000);
  });

  it("goes back to the start of a run that is over, and ends one that is on", () => {
    phase = "closed";
    void ask({ type: "back-to-start" });
    expect(clock.moment().nowMs).toBe(0);
    phase = "running";
    void ask({ type: "back-to-start" });
    expect(types()).toEqual(["stop"]);
  });

  it("opens what it names", () => {
    void ask({ type: "panel", panel: "log" });
    void ask({ type: "many" });
    void ask({ type: "describe" });
    expect(opened).toEqual(["log", "many", "describe"]);
  });

  it("does nothing for one who may not", async () => {
    roles = ["viewer"];
    expect(await ask({ type: "run-or-pause" })).toBe(false);
    expect(await ask({ type: "step-event", direction: -1 })).toBe(true);
    expect(sent).toEqual([]);
  });
});
