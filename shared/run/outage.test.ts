import { moment } from "../kernel/moment.ts";
import { describe, expect, it } from "vitest";
import { project } from "../kernel/projection.ts";
import { drawLog } from "../run-log/draw-log.ts";
import type { Logged, RunEvent, Seq } from "../run-log/run-event.ts";
import { EAGER } from "../scenario/default-scenario.ts";
import type { ArmId, TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { outagesOf, type Outage } from "./outage.ts";
import { runStateProjection } from "./run-state-projection.ts";

const STOPPED: RunEvent = { type: "broker-stopped", reason: "gone" };
const ASKED: RunEvent = { type: "broker-restart-asked", kill: true };
const FAILED: RunEvent = { type: "broker-restart-failed", reason: "no such node" };
const STARTED: RunEvent = {
  type: "broker-started",
  broker: { kind: "embedded", product: "drawn", version: "0" },
};

/** A has a durable queue and persistent messages, B a transient queue, C transient messages. */
function outages(events: readonly RunEvent[], later: readonly RunEvent[] = []) {
  const arm = (id: ArmId) => `${id}.queue 111\n${id}.w1 rs . d`;
  const log = drawLog((["A", "B", "C"] as const).map(arm).join("\n"), {
    strategies: {
      A: EAGER,
      B: { ...EAGER, durable: false },
      C: { ...EAGER, persistent: false },
    },
  });
  const atMs = moment(3000);
  const rest = [...events, ...later].map((event, i): Logged => ({
    ...event,
    seq: (log.length + i + 1) as Seq,
    atMs: i < events.length ? atMs : moment(4000),
  }));
  return outagesOf(project(runStateProjection, [...log, ...rest]));
}

const lost = (arm: ArmId, task: number): RunEvent => ({
  type: "lost",
  arm,
  task: task as TaskNumber,
  why: "broker-lost-it",
});

describe("outagesOf", () => {
  it("has none where the broker stayed", () => {
    expect(outages([])).toEqual([]);
  });

  it("says of each arm what was at stake, what survived, and why the rest did not", () => {
    const events = [
      ASKED,
      STOPPED,
      STARTED,
      ...(["B", "C"] as const).flatMap((arm) => [lost(arm, 2), lost(arm, 3)]),
    ];
    const [outage] = outages(events);
    expect(outage).toMatchObject({ stoppedAtMs: 3000, startedAtMs: 3000, kill: true });
    expect(outage?.arms.map(({ atStake, survived }) => [survived, atStake])).toEqual([
      [2, 2],
      [0, 2],
      [0, 2],
    ]);
    expect(outage?.arms.map((arm) => Object.fromEntries(arm.lost))).toEqual([
      {},
      { queue: 2 },
      { message: 2 },
    ]);
  });

  it("counts what came back flagged redelivered", () => {
    const again = (task: number, redelivered: boolean): RunEvent => ({
      type: "received",
      arm: "A",
      task: task as TaskNumber,
      worker: "w1" as WorkerId,
      attempt: 1,
      redelivered,
      ack: "manual",
    });
    const [outage] = outages([STOPPED, STARTED, again(2, true), again(3, false)]);
    expect(outage?.kill).toBeNull();
    expect(outage?.arms[0]).toMatchObject({ survived: 2, flagged: 1 });
  });

  it("is one outage when the broker goes again before all are back", () => {
    expect(outages([STOPPED, STARTED, STOPPED, STARTED])).toHaveLength(1);
  });

  it("was asked for as long as it is the same outage, and the next one by nobody", () => {
    const kills = (all: readonly Outage[]) => all.map(({ kill }) => kill);
    expect(kills(outages([ASKED, STOPPED, STARTED, STOPPED, STARTED]))).toEqual([true]);
    expect(kills(outages([ASKED, STOPPED, STARTED], [STOPPED]))).toEqual([true, null]);
  });

  it("is open while the broker is away", () => {
    expect(outages([STOPPED])[0]).toMatchObject({ startedAtMs: null, restartFailed: false });
  });

  it("is one that nobody mends when the restart failed on the way", () => {
    expect(outages([ASKED, STOPPED, FAILED])[0]).toMatchObject({
      startedAtMs: null,
      kill: true,
      restartFailed: true,
    });
    expect(outages([ASKED, STOPPED, FAILED, STARTED])[0]).toMatchObject({ restartFailed: false });
  });

  it("is nobody's doing where a restart was asked for before, and refused", () => {
    expect(outages([ASKED, FAILED])).toEqual([]);
    expect(outages([ASKED, FAILED, STOPPED])[0]).toMatchObject({
      kill: null,
      restartFailed: false,
    });
  });
});
