import { moment } from "../kernel/moment.ts";
import { expect, it } from "vitest";
import { drawLog } from "../run-log/draw-log.ts";
import { project } from "../kernel/projection.ts";
import type { Logged, RunEvent, Seq } from "../run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { isIncident } from "./incident.ts";
import { runStateProjection } from "./run-state-projection.ts";

const W1 = "w1" as WorkerId;
const ref = { arm: "A", task: 1 as TaskNumber, worker: W1, attempt: 1 } as const;
const at = (labMs: number, event: RunEvent): Logged => ({
  ...event,
  seq: 1 as Seq,
  atMs: moment(labMs),
});

it.each<RunEvent>([
  { type: "worker-left", arm: "A", worker: W1, how: "killed" },
  { type: "worker-paused", arm: "A", worker: W1 },
  { type: "worker-hung", arm: "A", worker: W1, heartbeats: true },
  { type: "worker-resumed", arm: "A", worker: W1 },
  { type: "worker-acking-changed", arm: "A", worker: W1, acking: false },
  { type: "worker-speed-changed", arm: "A", worker: W1, speed: 2 },
  { type: "rejected", ...ref, requeue: true },
  { type: "ack-refused", ...ref, replyCode: 406, replyText: "PRECONDITION_FAILED" },
  { type: "ack-lost", ...ref },
  { type: "broker-restart-asked", kill: true },
  {
    type: "redeclare-refused",
    arm: "A",
    queue: "q",
    queueType: "classic",
    deliveryLimit: "default",
    deadLetters: "off",
    durable: true,
    channel: 1,
    replyCode: 406,
    replyText: "PRECONDITION_FAILED",
  },
  { type: "broker-restart-failed", reason: null },
  { type: "broker-stopped", reason: "gone" },
])("$type is one, whenever it happens", (event) => {
  expect([isIncident(at(0, event)), isIncident(at(5, event))]).toEqual([true, true]);
});

it("who is there from the start is none; who comes later is", () => {
  const joined: RunEvent = { type: "worker-joined", arm: "A", worker: W1, speed: 1 };
  expect([isIncident(at(0, joined)), isIncident(at(1, joined))]).toEqual([false, true]);
});

it("the course of work is none", () => {
  const { incidents } = project(
    runStateProjection,
    drawLog("A.queue pp . . . .\nA.w1 . rr s d sn\nA.w2 j . . . k"),
  );
  expect(incidents.map(({ type }) => type)).toEqual(["worker-left"]);
});
