import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { openQueues } from "#tests/support/queue-client.ts";

const { url } = await conformanceBroker();

const KINDS = [{ "x-max-priority": 5 }, { "x-max-priority": 255 }] as const;

describe.each(KINDS)("a queue with priorities: %j", (args) => {
  it("QM10: gives the highest first, in order of arrival inside a level; none is 0", async () => {
    const { declare, publish, drain, ready } = await openQueues(url);
    const k = await declare("k", args);
    await publish(k, "a0", { priority: 0 });
    await publish(k, "b5 c5", { priority: 5 });
    await publish(k, "d1", { priority: 1 });
    await publish(k, "e");
    await publish(k, "f1", { priority: 1 });
    await publish(k, "g4", { priority: 4 });
    expect(await ready(k)).toBe(7);
    expect(await drain(k)).toBe("b5 c5 g4 d1 f1 a0 e");
  });

  it("QM11: a message that comes back takes its place inside its level", async () => {
    const { wire, declare, publish, drain, get } = await openQueues(url);
    const k = await declare("k", args);
    await publish(k, "a3 b3 c3", { priority: 3 });
    await publish(k, "d1 e1", { priority: 1 });
    for (const body of ["a3", "b3", "c3", "d1"]) expect(await get(k)).toBe(body);
    await publish(k, "f3", { priority: 3 });
    await publish(k, "g2", { priority: 2 });
    wire.send("basic.nack", { deliveryTag: 4, requeue: true });
    wire.send("basic.nack", { deliveryTag: 2, requeue: true });
    expect(await drain(k)).toBe("b3* f3 g2 d1* e1");
  });

  it("QM11: what a consumer holds is not overtaken in its hands", async () => {
    const { wire, declare, publish } = await openQueues(url);
    const k = await declare("k", args);
    await wire.call("basic.qos", { prefetchCount: 2 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await publish(k, "a1 b1 c1", { priority: 1 });
    await publish(k, "d4", { priority: 4 });
    await wire.until("deliver A b1");
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.until("deliver")).toEqual(["deliver A d4"]);
    wire.send("basic.ack", { deliveryTag: 2 });
    expect(await wire.until("deliver")).toEqual(["deliver A c1"]);
  });

  it("QU10: purge and delete count all levels", async () => {
    const { wire, declare, publish, take } = await openQueues(url);
    const k = await declare("k", args);
    await publish(k, "a");
    await publish(k, "b", { priority: 5 });
    expect(await wire.call("queue.purge", { queue: k })).toEqual(["queue.purge-ok 2"]);
    expect(await take(k)).toBe("");
    await publish(k, "c", { priority: 2 });
    expect(await wire.call("queue.delete", { queue: k })).toEqual(["queue.delete-ok 1"]);
  });
});

describe("the highest level", () => {
  it("QM10: a priority above it counts as it", async () => {
    const { declare, publish, drain } = await openQueues(url);
    const k = await declare("k", { "x-max-priority": 5 });
    await publish(k, "a5", { priority: 5 });
    await publish(k, "b9", { priority: 9 });
    await publish(k, "c5", { priority: 5 });
    await publish(k, "d255", { priority: 255 });
    expect(await drain(k)).toBe("a5 b9 c5 d255");
  });

  it("QM12: 0 makes it a queue without priorities, like one with no such argument", async () => {
    const { declare, publish, drain } = await openQueues(url);
    for (const args of [{ "x-max-priority": 0 }, {}]) {
      const k = await declare(`k${Object.keys(args).length}`, args);
      await publish(k, "a", { priority: 1 });
      await publish(k, "b", { priority: 9 });
      expect(await drain(k)).toBe("a b");
    }
  });
});
