import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

/** The exclusive queue k with m1 … m`count` in it. */
async function withMessages(count: number) {
  const wire = await openWire(url);
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, exclusive: true });
  await wire.call("confirm.select");
  for (let i = 1; i <= count; i++) wire.publish(`m${i}`, { key: k });
  for (let i = 1; i <= count; i++) {
    const [line] = await wire.until("ack");
    if (line!.startsWith("ack ≤")) i = Number(line!.slice(5));
  }
  return { wire, k };
}

const get = async (wire: WireClient, queue: string, noAck = false) => {
  wire.send("basic.get", { queue, noAck });
  const lines = await wire.until("");
  return lines.at(-1);
};

describe("declare", () => {
  it("QU4: makes up a name when none is given", async () => {
    const wire = await openWire(url);
    const [line] = await wire.call("queue.declare", { exclusive: true });
    expect(line).toMatch(/^queue\.declare-ok amq\.gen-[\w-]{22} 0 0$/);
  });

  it("QU3: passive counts ready messages and consumers, not the unacked", async () => {
    const { wire, k } = await withMessages(3);
    await get(wire, k);
    expect(await wire.call("queue.declare", { queue: k, passive: true })).toEqual([
      "queue.declare-ok k 2 0",
    ]);
  });

  it("takes any name of 255 bytes, in any language", async () => {
    const wire = await openWire(url);
    for (const name of ["任务队列", "q".repeat(240)]) {
      const queue = wire.unique(name);
      expect(await wire.call("queue.declare", { queue, exclusive: true })).toEqual([
        `queue.declare-ok ${name} 0 0`,
      ]);
    }
  });

  it("QU2: accepts x-arguments it does not know", async () => {
    const wire = await openWire(url);
    const unknown = fieldTable({ "x-whatever": "y" });
    expect(
      await wire.call("queue.declare", {
        queue: wire.unique("k"),
        exclusive: true,
        arguments: unknown,
      }),
    ).toEqual(["queue.declare-ok k 0 0"]);
  });
});

describe("get", () => {
  it("BA12: takes the oldest and says how many are left", async () => {
    const { wire, k } = await withMessages(2);
    expect(await get(wire, k)).toBe("get-ok m1 (1 left)");
    expect(await get(wire, k)).toBe("get-ok m2 (0 left)");
    expect(await get(wire, k)).toBe("basic.get-empty");
  });

  it("what is given back returns to its old place, marked", async () => {
    const { wire, k } = await withMessages(3);
    await get(wire, k);
    await get(wire, k);
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await get(wire, k)).toBe("get-ok m1* (1 left)");
    expect(await get(wire, k)).toBe("get-ok m3 (0 left)");
  });

  it("rejected without requeue is gone", async () => {
    const { wire, k } = await withMessages(1);
    await get(wire, k);
    wire.send("basic.reject", { deliveryTag: 1, requeue: false });
    expect(await get(wire, k)).toBe("basic.get-empty");
  });

  it("CH4: held 1 to 6 with 2 and 5 acked, the rest comes back in order when the channel closes", async () => {
    const { wire, k } = await withMessages(9);
    await wire.call("channel.open", {}, 2);
    for (let i = 0; i < 6; i++) {
      wire.send("basic.get", { queue: k }, 2);
      await wire.until("2: get-ok");
    }
    wire.send("basic.ack", { deliveryTag: 2 }, 2);
    wire.send("basic.ack", { deliveryTag: 5 }, 2);
    await wire.call("channel.close", { replyCode: 200 }, 2);
    const order = [];
    for (let i = 0; i < 7; i++) order.push((await get(wire, k, true))?.split(" ")[1]);
    expect(order.join(" ")).toBe("m1* m3* m4* m6* m7 m8 m9");
  });

  it("ack of several covers all before", async () => {
    const { wire, k } = await withMessages(3);
    for (let i = 0; i < 3; i++) await get(wire, k);
    wire.send("basic.ack", { deliveryTag: 2, multiple: true });
    await wire.call("basic.recover", { requeue: true });
    expect(await get(wire, k)).toBe("get-ok m3* (0 left)");
  });
});

describe("recover", () => {
  it("BA10: gives all back: the ok comes first, then the redeliveries", async () => {
    const { wire, k } = await withMessages(2);
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver", 2);
    wire.send("basic.recover", { requeue: true });
    expect(await wire.until("deliver", 2)).toEqual([
      "basic.recover-ok",
      "deliver A m1*",
      "deliver A m2*",
    ]);
  });
});

describe("purge and delete", () => {
  it("QU10: purge counts the ready ones and leaves the unacked", async () => {
    const { wire, k } = await withMessages(3);
    await get(wire, k);
    expect(await wire.call("queue.purge", { queue: k })).toEqual(["queue.purge-ok 2"]);
    await wire.call("basic.recover", { requeue: true });
    expect(await get(wire, k)).toBe("get-ok m1* (0 left)");
  });

  it("QU8: delete says how many messages went with it", async () => {
    const { wire, k } = await withMessages(2);
    expect(await wire.call("queue.delete", { queue: k })).toEqual(["queue.delete-ok 2"]);
  });

  it("QU8: if-empty spares a queue with messages", async () => {
    const { wire, k } = await withMessages(1);
    wire.send("queue.delete", { queue: k, ifEmpty: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - queue 'k' in vhost '/' not empty [50.40]",
    ]);
  });

  it("QU8: if-unused spares a queue with consumers", async () => {
    const { wire, k } = await withMessages(0);
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    wire.send("queue.delete", { queue: k, ifUnused: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - queue 'k' in vhost '/' in use [50.40]",
    ]);
  });

  it("QU8: with both, the messages are what counts first", async () => {
    const { wire, k } = await withMessages(2);
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver");
    wire.send("queue.delete", { queue: k, ifUnused: true, ifEmpty: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - queue 'k' in vhost '/' not empty [50.40]",
    ]);
  });

  it("QU7: an auto-delete queue goes with its last consumer", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, autoDelete: true });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.call("basic.cancel", { consumerTag: "A" });
    wire.send("queue.declare", { queue: k, passive: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no queue 'k' in vhost '/' [50.10]",
    ]);
  });

  it("QU9: a consumer whose queue is deleted is told, after the answer, if it can listen", async () => {
    const told = await openWire(url, {
      capabilities: fieldTable({ consumer_cancel_notify: true }),
    });
    const k = told.unique("k");
    await told.call("queue.declare", { queue: k, exclusive: true });
    for (const consumerTag of ["B", "C", "A"]) {
      await told.call("basic.consume", { queue: k, consumerTag });
    }
    told.send("queue.delete", { queue: k });
    expect(await told.until("basic.cancel", 3)).toEqual([
      "queue.delete-ok 0",
      "basic.cancel A",
      "basic.cancel B",
      "basic.cancel C",
    ]);
  });
});

describe("consume", () => {
  it("BA8: makes up a tag when none is given", async () => {
    const { wire, k } = await withMessages(0);
    const [line] = await wire.call("basic.consume", { queue: k });
    expect(line).toMatch(/^basic\.consume-ok amq\.ctag-[\w-]{22}$/);
  });

  it("BA11: after cancel-ok nothing is delivered, and what was held may still be acked", async () => {
    const { wire, k } = await withMessages(2);
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver");
    expect(await wire.call("basic.cancel", { consumerTag: "A" })).toEqual(["basic.cancel-ok A"]);
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await get(wire, k)).toBe("get-ok m2 (0 left)");
  });

  it("BA11: cancelling a tag nobody has succeeds", async () => {
    const wire = await openWire(url);
    expect(await wire.call("basic.cancel", { consumerTag: "nobody" })).toEqual([
      "basic.cancel-ok nobody",
    ]);
  });
});
