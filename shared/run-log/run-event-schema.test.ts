import { expect, it } from "vitest";
import { moment } from "../kernel/moment.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { defaultScenario } from "../scenario/default-scenario.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import type { RunEvent } from "./run-event.ts";
import { loggedEventSchema } from "./run-event-schema.ts";

const W1 = "w1" as WorkerId;
const ref = { arm: "A", task: 1 as TaskNumber, worker: W1, attempt: 1 } as const;

it("accepts every event of a race, and strips what it does not know", () => {
  for (const event of raceLog(defaultScenario)) {
    expect(loggedEventSchema.parse({ ...event, extra: 1 })).toEqual(event);
  }
});

it.each<RunEvent>([
  { type: "worker-paused", arm: "A", worker: W1 },
  { type: "worker-hung", arm: "A", worker: W1, heartbeats: false },
  { type: "worker-resumed", arm: "A", worker: W1 },
  { type: "worker-acking-changed", arm: "A", worker: W1, acking: false },
  { type: "worker-left", arm: "A", worker: W1, how: "missed-heartbeats" },
  { type: "started", ...ref, basis: "inferred" },
  { type: "finished", ...ref, basis: "measured" },
  {
    type: "published",
    arm: "A",
    task: 1 as TaskNumber,
    text: "resize",
    serviceMs: null,
    persistent: true,
  },
  { type: "late-work-started", ...ref },
  { type: "rejected", ...ref, requeue: false },
  { type: "ack-refused", ...ref, replyCode: 406, replyText: "PRECONDITION_FAILED" },
  { type: "ack-lost", ...ref },
  { type: "queue-deleted", arm: "A", queue: "q" },
  { type: "broker-holds-fewer", arm: "A", count: 0 },
  { type: "republished", arm: "A", task: 1 as TaskNumber },
  { type: "refused", arm: "A", task: 1 as TaskNumber },
  { type: "missing", arm: "A", task: 1 as TaskNumber, by: "unknown" },
  { type: "foreign-message", arm: "A", worker: W1, text: "hello" },
  { type: "lost", arm: "A", task: 1 as TaskNumber, why: "unconfirmed" },
  {
    type: "published-outside",
    ...{ arm: "A", task: 2 as TaskNumber, text: "hello..", serviceMs: 2000, persistent: false },
  },
  {
    type: "published-outside",
    ...{ arm: "A", task: 3 as TaskNumber, text: "(9 bytes)", persistent: true },
    ...{ serviceMs: 60_000, askedMs: 90_000 },
  },
  { type: "found", arm: "A", task: 1 as TaskNumber },
  { type: "ack-lost", ...ref, basis: "inferred" },
  { type: "broker-restart-asked", kill: true },
  { type: "broker-silent", sinceMs: moment(12.5) },
  { type: "broker-answered" },
  { type: "dead-lettered", arm: "A", task: ref.task, why: "delivery-limit" },
  { type: "broker-restart-failed", reason: null },
  { type: "broker-restart-failed", reason: "exit code 1" },
  {
    type: "burst-begun",
    arm: "A",
    queue: "q",
    count: 10,
    queueType: "quorum",
    deliveryLimit: "default",
    deadLetters: "off",
    durable: true,
    persistent: false,
    confirms: false,
  },
  { type: "burst-sent", arm: "A", sent: 5 },
  { type: "burst-confirmed", arm: "A", confirmed: 0 },
  { type: "burst-answered", arm: "A" },
  { type: "burst-counted", arm: "A", survived: null },
])("accepts $type as it is", (event) => {
  const logged = { ...event, seq: 1, atMs: 0.5 };
  expect(loggedEventSchema.parse(structuredClone(logged))).toEqual(logged);
});

it("keeps who says so, where it is not the run's own clients", () => {
  const told = { type: "clock-paused", seq: 1, atMs: 0, source: "tap" };
  expect(loggedEventSchema.parse(told)).toEqual(told);
  expect(loggedEventSchema.safeParse({ ...told, source: "" }).success).toBe(false);
});

it("accepts a run longer than a page takes", () => {
  const [opened] = raceLog(defaultScenario);
  if (opened?.type !== "run-opened") throw new Error("no run-opened");
  const workload = Array.from({ length: 100_000 }, () => ({ text: "task.", publishAtMs: 0 }));
  const long = (tasks: typeof workload) =>
    loggedEventSchema.safeParse({
      ...opened,
      scenario: { ...opened.scenario, workload: tasks },
    }).success;
  expect([long(workload), long([...workload, workload[0]!])]).toEqual([true, false]);
});

it("rejects an event of an unknown type", () => {
  expect(loggedEventSchema.safeParse({ type: "exploded", seq: 1, atMs: 0 }).success).toBe(false);
});
