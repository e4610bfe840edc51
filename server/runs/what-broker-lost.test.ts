import { moment } from "#shared/kernel/moment.ts";
import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { whatBrokerLost } from "./what-broker-lost.ts";

interface Sent {
  readonly persistent: boolean;
  readonly confirmed: boolean;
}

function lostOf(sent: readonly Sent[], messageCount: number, mayBeSentAhead = false) {
  return whatBrokerLost(armWith(sent), messageCount, mayBeSentAhead);
}
const tasks = (lost: ReturnType<typeof lostOf>) => lost.map(({ task }) => task);

function armWith(sent: readonly Sent[], later: readonly RunEvent[] = []) {
  const events: RunEvent[] = [
    {
      type: "run-opened",
      formatVersion: 2,
      release: null,
      runId: "r1" as RunId,
      scenario: defaultScenario,
      broker: { kind: "rabbitmq", product: "RabbitMQ", version: "3.10.8" },
    },
    {
      type: "queue-declared",
      arm: "A",
      queue: "q",
      durable: true,
      queueType: "classic",
      deliveryLimit: "default",
      deadLetters: "off",
    },
    ...sent.flatMap(({ persistent, confirmed }, i): RunEvent[] => {
      const task = (i + 1) as TaskNumber;
      const text = `task ${i}.`;
      return [
        { type: "published", arm: "A", task, text, serviceMs: 1000, persistent },
        ...(confirmed ? [{ type: "confirmed", arm: "A", task } as const] : []),
      ];
    }),
    ...later,
  ];
  const log = events.map((event, i): Logged => ({
    ...event,
    seq: (i + 1) as Seq,
    atMs: moment(0),
  }));
  return project(runStateProjection, log).arms[0]!;
}

const safe = { persistent: true, confirmed: true };
const transient = { persistent: false, confirmed: true };
const unconfirmed = { persistent: true, confirmed: false };

it("is nothing when the broker still has every message", () => {
  expect(lostOf([safe, transient], 2)).toEqual([]);
});

it("is everything when the queue came back empty", () => {
  expect(tasks(lostOf([safe, transient, unconfirmed], 0))).toEqual([1, 2, 3]);
});

it("is the transient messages first, then those never confirmed", () => {
  const sent = [safe, transient, unconfirmed, transient, safe];
  expect(tasks(lostOf(sent, 3))).toEqual([2, 4]);
  expect(tasks(lostOf(sent, 2))).toEqual([2, 3, 4]);
});

it("is put to the broker, unless it would have kept what nobody waited to hear of", () => {
  expect(lostOf([safe, transient, unconfirmed, transient, safe], 2)).toEqual([
    { task: 2, why: "broker-lost-it" },
    { task: 3, why: "unconfirmed" },
    { task: 4, why: "broker-lost-it" },
  ]);
});

it("is what was never confirmed, the latest, where the broker has what only one that stayed could have", () => {
  const unheard = { persistent: false, confirmed: false };
  expect(lostOf([unheard, transient, unconfirmed, unheard, transient], 3)).toEqual([
    { task: 3, why: "unconfirmed" },
    { task: 4, why: "unconfirmed" },
  ]);
});

it("is nothing when the broker has more than the log knows of", () => {
  expect(lostOf([safe], 5)).toEqual([]);
});

it("is put to auto ack, from the head, where consumers without acks died with the broker", () => {
  expect(lostOf([safe, transient, safe, unconfirmed], 1, true)).toEqual([
    { task: 1, why: "auto-acked-worker-gone" },
    { task: 2, why: "broker-lost-it" },
    { task: 3, why: "auto-acked-worker-gone" },
  ]);
});

it("is what stood at the head where consumers may have been sent it, wherever that came from", () => {
  const ref = { arm: "A", task: 1 as TaskNumber, worker: "w1" as WorkerId, attempt: 1 } as const;
  const arm = armWith(
    [safe, safe, safe],
    [
      {
        type: "queue-declared",
        arm: "A",
        queue: "q",
        durable: true,
        queueType: "quorum",
        deliveryLimit: "default",
        deadLetters: "off",
      },
      { type: "worker-joined", arm: "A", worker: ref.worker, speed: 1 },
      { type: "received", ...ref, redelivered: false, ack: "manual" },
      { type: "nacked", ...ref, requeue: true },
    ],
  );
  expect(arm.ready.toArray()).toEqual([2, 3, 1]);
  expect(tasks(whatBrokerLost(arm, 2, true))).toEqual([2]);
});
