import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plainValue } from "#broker/core/erlang-value.ts";
import { specOf } from "#broker/testing/by-release.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";
import { startedRelease } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { restartableBroker, type RestartableBroker } from "#tests/support/restartable-broker.ts";

const STARTING_MS = 120_000;
/** RabbitMQ with Mnesia takes its time to bring a declaration to disk. */
const DECLARED_MS = process.env["AMQP_URL"] ? 2_500 : 0;
const { expected } = specOf(startedRelease());

let broker: RestartableBroker;
beforeAll(async () => {
  broker = await restartableBroker();
}, STARTING_MS);
afterAll(() => broker.end());

/** Publishes to the queue; when that is confirmed, all that happened to it before is on disk. */
async function publish(wire: WireClient, queue: string, body: string) {
  await wire.call("confirm.select");
  wire.publish(body, { key: queue }, { deliveryMode: 2 });
  await wire.until("ack");
}

/** Gets the next message: `m1* x-delivery-count long 2`. */
async function get(wire: WireClient, queue: string) {
  wire.send("basic.get", { queue });
  const line = (await wire.until("")).at(-1)!.replace(/^get-ok (\S+) .*/, "$1");
  const headers = line === "basic.get-empty" ? [] : [...(wire.lastProperties().headers ?? [])];
  const counts = headers.map(([name, field]) => `${name} ${field.type} ${plainValue(field)}`);
  return { line, counts: counts.sort().join(", ") };
}

/** Gets the message m1, which is alone, and gives it back so many times. */
async function giveBack(wire: WireClient, queue: string, times: number) {
  for (let i = 0; i < times; i++) {
    await get(wire, queue);
    wire.send("basic.reject", { deliveryTag: i + 1, requeue: true });
  }
}

/** A quorum queue that RabbitMQ has just recovered takes a moment to find its messages. */
async function restarted(kill: boolean, queue: string, ready = 2) {
  await broker.restart({ kill });
  const wire = await openWire(broker.url);
  await eventually(
    async () => {
      const answer = await wire.call("queue.declare", { queue, passive: true });
      expect(answer).toEqual([`queue.declare-ok ${queue} ${ready} 0`]);
    },
    { withinMs: 20_000 },
  );
  return wire;
}

async function declare(queue: string, more: Readonly<Record<string, number>> = {}) {
  const wire = await openWire(broker.url);
  const arguments_ = fieldTable({ "x-queue-type": "quorum", ...more });
  await wire.call("queue.declare", { queue, durable: true, arguments: arguments_ });
  await delay(DECLARED_MS);
  await publish(wire, queue, "m1");
  return wire;
}

describe.each([
  { how: "a stop in good order", kill: false },
  { how: "kill -9", kill: true },
])("after $how", ({ kill }) => {
  it(
    "QQ26: a message that came back has its counts and its place",
    async () => {
      const queue = `counted-${kill}`;
      const wire = await declare(queue);
      await giveBack(wire, queue, 2);
      await publish(wire, queue, "m2");
      const again = await restarted(kill, queue);
      const got = [await get(again, queue), await get(again, queue)];
      expect(got.find(({ line }) => line === "m1*")?.counts).toBe(expected("QQ26", "counts"));
      expect(got.map(({ line }) => line)).toEqual(["m1*", "m2"]);
    },
    STARTING_MS,
  );

  it(
    "QQ26: several that came back are in the order they did",
    async () => {
      const queue = `ordered-${kill}`;
      const wire = await declare(queue);
      await publish(wire, queue, "m2");
      for (const line of ["m1", "m2"]) expect((await get(wire, queue)).line).toBe(line);
      for (const deliveryTag of [2, 1]) {
        wire.send("basic.nack", { deliveryTag, requeue: true });
        await wire.call("basic.qos", { prefetchCount: 1 });
      }
      await publish(wire, queue, "m3");
      const again = await restarted(kill, queue, 3);
      for (const line of ["m2*", "m1*", "m3"]) expect((await get(again, queue)).line).toBe(line);
    },
    STARTING_MS,
  );

  it(
    "QQ26: the limit goes on from where it was",
    async () => {
      const queue = `limited-${kill}`;
      const wire = await declare(queue, { "x-delivery-limit": 2 });
      await giveBack(wire, queue, 2);
      await publish(wire, queue, "m2");
      const again = await restarted(kill, queue);
      expect((await get(again, queue)).line).toBe("m1*");
      again.send("basic.reject", { deliveryTag: 1, requeue: true });
      expect((await get(again, queue)).line).toBe("m2");
    },
    STARTING_MS,
  );
});
