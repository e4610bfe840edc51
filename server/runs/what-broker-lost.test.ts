import { moment } from "#shared/kernel/moment.ts";
import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { defaultScenario } from "#shared/scenario/presets.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { whatBrokerLost } from "./what-broker-lost.ts";

interface Sent {
  readonly persistent: boolean;
  readonly confirmed: boolean;
}

function armWith(sent: readonly Sent[]) {
  const events: RunEvent[] = [
    {
      type: "run-opened",
      formatVersion: 2,
      release: null,
      runId: "r1" as RunId,
      scenario: defaultScenario,
      broker: { kind: "rabbitmq", product: "RabbitMQ", version: "3.10.8" },
    },
    ...sent.flatMap(({ persistent, confirmed }, i): RunEvent[] => {
      const task = (i + 1) as TaskNumber;
      const text = `task ${i}.`;
      return [
        { type: "published", arm: "A", task, text, serviceMs: 1000, persistent },
        ...(confirmed ? [{ type: "confirmed", arm: "A", task } as const] : []),
      ];
    }),
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
  expect(whatBrokerLost(armWith([safe, transient]), 2)).toEqual([]);
});

it("is everything when the queue came back empty", () => {
  expect(whatBrokerLost(armWith([safe, transient, unconfirmed]), 0)).toEqual([1, 2, 3]);
});

it("is the transient messages first, then those never confirmed", () => {
  const arm = armWith([safe, transient, unconfirmed, transient, safe]);
  expect(whatBrokerLost(arm, 3)).toEqual([2, 4]);
  expect(whatBrokerLost(arm, 2)).toEqual([2, 3, 4]);
});

it("is nothing when the broker has more than the log knows of", () => {
  expect(whatBrokerLost(armWith([safe]), 5)).toEqual([]);
});
