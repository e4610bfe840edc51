import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import type { BrokerEvent } from "#broker/core/broker-events.ts";
import { EventBatches } from "./event-batches.ts";

const event = (atMs: number): BrokerEvent => ({
  type: "returned",
  amqpMessageId: undefined,
  atMs,
  exchange: "",
  routingKey: "",
  bodyBytes: 0,
  client: { connection: 1, channel: 1, connectionName: "", product: "" },
});

function batches() {
  const sent: BrokerEvent[][] = [];
  const arrived: (() => void)[] = [];
  const under = new EventBatches((events, then) => {
    sent.push([...events]);
    arrived.push(then);
  });
  return { under, sent, arrived };
}

it("sends what happens in one turn together, and the rest when that has left", async () => {
  const { under, sent, arrived } = batches();
  under.add(event(1));
  under.add(event(2));
  await nextTurn();
  under.add(event(3));
  under.add(event(4));
  await nextTurn();
  expect(sent.map((batch) => batch.map(({ atMs }) => atMs))).toEqual([[1, 2]]);
  arrived[0]?.();
  arrived[1]?.();
  under.add(event(5));
  await nextTurn();
  expect(sent.map((batch) => batch.map(({ atMs }) => atMs))).toEqual([[1, 2], [3, 4], [5]]);
});

it("keeps so many for a slow reader, and says how many it did not", async () => {
  const { under, sent, arrived } = batches();
  under.add(event(0));
  await nextTurn();
  for (let i = 1; i <= 100_003; i++) under.add(event(i));
  arrived[0]?.();
  expect(sent[1]).toHaveLength(100_001);
  expect(sent[1]?.at(-1)).toEqual({ type: "missed", atMs: 100_000, count: 3 });
});
