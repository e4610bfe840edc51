import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, expected, itHolds } = await conformanceBroker();

/** Channel 1 is transactional; k is an exclusive queue. Channel 2 is an ordinary one. */
async function inTransaction(): Promise<{ readonly wire: WireClient; readonly k: string }> {
  const wire = await openWire(url);
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, exclusive: true });
  await wire.call("channel.open", {}, 2);
  expect(await wire.call("tx.select")).toEqual(["tx.select-ok"]);
  return { wire, k };
}

async function ready(wire: WireClient, k: string): Promise<string> {
  const [line] = await wire.call("queue.declare", { queue: k, passive: true }, 2);
  return line!.split(" ").slice(-2).join(" ");
}

/** Brings messages into the queue, past the transaction. */
async function filled(wire: WireClient, k: string, bodies: readonly string[]): Promise<void> {
  await wire.call("confirm.select", {}, 2);
  for (const body of bodies) {
    wire.publish(body, { key: k }, {}, 2);
    await wire.until("2: ack");
  }
  expect(await ready(wire, k)).toBe(`${bodies.length} 0`);
}

/** Commits; what the commit makes possible comes before or after the answer, as it happens. */
async function committed(wire: WireClient, delivery: string): Promise<readonly string[]> {
  const lines = await wire.call("tx.commit");
  return lines.includes(delivery) ? lines : [...(await wire.until(delivery)), ...lines];
}

describe("publishing in a transaction", () => {
  it("TX1: is unseen until the commit", async () => {
    const { wire, k } = await inTransaction();
    for (const body of ["m1", "m2", "m3"]) wire.publish(body, { key: k });
    expect(await ready(wire, k)).toBe("0 0");
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
    expect(await ready(wire, k)).toBe("3 0");
  });

  it("TX1: the next transaction begins with the commit", async () => {
    const { wire, k } = await inTransaction();
    wire.publish("m1", { key: k });
    await wire.call("tx.commit");
    wire.publish("m2", { key: k });
    expect(await wire.call("tx.select")).toEqual(["tx.select-ok"]);
    expect(await ready(wire, k)).toBe("1 0");
    await wire.call("tx.commit");
    expect(await ready(wire, k)).toBe("2 0");
  });

  it("TX2: is forgotten by a rollback", async () => {
    const { wire, k } = await inTransaction();
    wire.publish("m1", { key: k });
    expect(await wire.call("tx.rollback")).toEqual(["tx.rollback-ok"]);
    await wire.call("tx.commit");
    expect(await ready(wire, k)).toBe("0 0");
  });

  it("TX2: is forgotten when the channel closes", async () => {
    const { wire, k } = await inTransaction();
    wire.publish("m1", { key: k });
    await wire.call("channel.close");
    expect(await ready(wire, k)).toBe("0 0");
  });

  it("TX3: an exchange that isn't there closes the channel at once", async () => {
    const { wire } = await inTransaction();
    wire.publish("m1", { exchange: "nope", key: "" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [60.40]",
    ]);
  });

  it("TX4: what is mandatory and unroutable comes back with the commit, before its answer", async () => {
    const { wire, k } = await inTransaction();
    wire.publish("m1", { key: "nowhere", mandatory: true });
    wire.publish("m2", { key: k, mandatory: true });
    wire.publish("m3", { key: "nowhere" });
    wire.publish("m4", { key: "nowhere", mandatory: true });
    expect(await ready(wire, k)).toBe("0 0");
    expect(await wire.call("tx.commit")).toEqual([
      "return 312 NO_ROUTE /nowhere m1",
      "return 312 NO_ROUTE /nowhere m4",
      "tx.commit-ok",
    ]);
  });

  it("TX5: is routed when published: bindings that come later count for nothing", async () => {
    const { wire, k } = await inTransaction();
    const exchange = "amq.direct";
    wire.publish("m1", { exchange, key: k, mandatory: true });
    await wire.call("queue.bind", { queue: k, exchange, routingKey: k }, 2);
    expect(await wire.call("tx.commit")).toEqual([
      "return 312 NO_ROUTE amq.direct/k m1",
      "tx.commit-ok",
    ]);
    expect(await ready(wire, k)).toBe("0 0");
  });

  itHolds("TX19: the default exchange names a queue, which may come later", async () => {
    const { wire } = await inTransaction();
    const late = wire.unique("late");
    wire.publish("m1", { key: late, mandatory: true });
    await wire.call("queue.declare", { queue: late, exclusive: true }, 2);
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
    expect(await ready(wire, late)).toBe("1 0");
  });

  itHolds(
    "TX19: a queue deleted meanwhile makes it unroutable, one declared anew gets it",
    async () => {
      const { wire, k } = await inTransaction();
      const other = wire.unique("other");
      await wire.call("queue.declare", { queue: other, exclusive: true }, 2);
      wire.publish("m1", { key: k, mandatory: true });
      wire.publish("m2", { key: other, mandatory: true });
      await wire.call("queue.delete", { queue: k }, 2);
      await wire.call("queue.delete", { queue: other }, 2);
      await wire.call("queue.declare", { queue: other, exclusive: true }, 2);
      expect(await wire.call("tx.commit")).toEqual(["return 312 NO_ROUTE /k m1", "tx.commit-ok"]);
      expect(await ready(wire, other)).toBe("1 0");
    },
  );

  itHolds(
    "TX20: the default exchange routes when it is published to, as any: the queue comes too late",
    async () => {
      const { wire } = await inTransaction();
      const late = wire.unique("late");
      wire.publish("m1", { key: late, mandatory: true });
      await wire.call("queue.declare", { queue: late, exclusive: true }, 2);
      expect(await wire.call("tx.commit")).toEqual([
        "return 312 NO_ROUTE /late m1",
        "tx.commit-ok",
      ]);
      expect(await ready(wire, late)).toBe("0 0");
    },
  );

  itHolds("TX20: to a queue deleted meanwhile a commit fails", async () => {
    const { wire, k } = await inTransaction();
    wire.publish("m1", { key: k });
    await wire.call("queue.delete", { queue: k }, 2);
    wire.send("tx.commit");
    const answer = (await wire.until("")).at(-1)!;
    expect(answer.replaceAll(/\s+/g, " ")).toBe(expected("TX20", "commit"));
  });

  it("TX6: goes to the channel's own consumers too", async () => {
    const { wire, k } = await inTransaction();
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    wire.publish("m1", { key: k });
    expect(await committed(wire, "deliver A m1")).toEqual(["deliver A m1", "tx.commit-ok"]);
  });

  it("TX7: the commit is answered when persistent messages are safe", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, durable: true });
    await wire.call("channel.open", {}, 2);
    await wire.call("tx.select");
    wire.publish("m1", { key: k }, { deliveryMode: 2 });
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
    expect(await ready(wire, k)).toBe("1 0");
    await wire.call("queue.delete", { queue: k });
  });
});

describe("acknowledging in a transaction", () => {
  it("TX8: makes no room until the commit, which is answered before what it makes room for", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2"]);
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver A m1");
    wire.send("basic.ack", { deliveryTag: 1 });
    await wire.call("basic.qos", { prefetchCount: 1 });
    expect(await ready(wire, k)).toBe("1 1");
    wire.send("tx.commit");
    expect(await wire.until("deliver")).toEqual(["tx.commit-ok", "deliver A m2"]);
  });

  it("TX8: nor under a limit of the channel", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2"]);
    await wire.call("basic.qos", { prefetchCount: 1, global: true });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver A m1");
    wire.send("basic.ack", { deliveryTag: 1 });
    await wire.call("access.request");
    expect(await ready(wire, k)).toBe("1 1");
    wire.send("tx.commit");
    expect(await wire.until("deliver")).toEqual(["tx.commit-ok", "deliver A m2"]);
  });

  it("TX9: after a rollback the message is held as before, and can be acknowledged again", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2", "m3"]);
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver A m3");
    wire.send("basic.ack", { deliveryTag: 2 });
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    expect(await wire.call("tx.rollback")).toEqual(["tx.rollback-ok"]);
    wire.send("basic.ack", { deliveryTag: 3, multiple: true });
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
    await wire.call("channel.close");
    expect(await ready(wire, k)).toBe("0 0");
  });

  it("TX9: after a rollback, recover gives back all of it, in the order it was delivered", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2", "m3"]);
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver A m3");
    wire.send("basic.ack", { deliveryTag: 2 });
    await wire.call("tx.rollback");
    wire.send("basic.recover", { requeue: true });
    expect(await wire.until("deliver A m3")).toEqual([
      "basic.recover-ok",
      "deliver A m1*",
      "deliver A m2*",
      "deliver A m3*",
    ]);
  });

  it("TX10: a tag acknowledged in the transaction is unknown from then on", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1"]);
    wire.send("basic.get", { queue: k });
    await wire.until("get-ok");
    wire.send("basic.ack", { deliveryTag: 1 });
    wire.send("basic.ack", { deliveryTag: 1 });
    expect((await wire.until("channel.close")).at(-1)).toBe(
      "channel.close 406 PRECONDITION_FAILED - unknown delivery tag 1 [60.80]",
    );
    wire.send("channel.close-ok");
    await eventually(async () => {
      expect(await ready(wire, k)).toBe("1 0");
    });
  });

  it("TX11: nack and reject wait for the commit too; those to be put back are, those not are dropped", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2", "m3"]);
    for (const body of ["m1", "m2", "m3"]) {
      wire.send("basic.get", { queue: k });
      await wire.until(`get-ok ${body}`);
    }
    wire.send("basic.reject", { deliveryTag: 1, requeue: true });
    wire.send("basic.nack", { deliveryTag: 2, requeue: false });
    wire.send("basic.ack", { deliveryTag: 3 });
    await wire.call("access.request");
    expect(await ready(wire, k)).toBe("0 0");
    await wire.call("tx.commit");
    expect(await ready(wire, k)).toBe("1 0");
    wire.send("basic.get", { queue: k });
    expect(await wire.until("get-ok")).toEqual(["get-ok m1* (0 left)"]);
  });

  it("TX12: closing the channel undoes it: the messages go back", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2"]);
    wire.send("basic.get", { queue: k });
    await wire.until("get-ok m1");
    wire.send("basic.get", { queue: k });
    await wire.until("get-ok m2");
    wire.send("basic.ack", { deliveryTag: 1 });
    await wire.call("channel.close");
    wire.send("basic.get", { queue: k, noAck: true }, 2);
    expect(await wire.until("2: get-ok")).toEqual(["2: get-ok m1* (1 left)"]);
  });

  it("TX13: recover gives back what the transaction has not acknowledged, at once", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2"]);
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver A m2");
    wire.send("basic.ack", { deliveryTag: 1 });
    wire.send("basic.recover", { requeue: true });
    expect(await wire.until("deliver")).toEqual(["basic.recover-ok", "deliver A m2*"]);
    await wire.call("tx.rollback");
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
  });

  it("TX14: a commit publishes first, then settles what was acknowledged", async () => {
    const { wire, k } = await inTransaction();
    await filled(wire, k, ["m1", "m2"]);
    await wire.call("basic.qos", { prefetchCount: 1 });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver A m1");
    wire.send("basic.ack", { deliveryTag: 1 });
    wire.publish("m3", { key: k });
    expect(await committed(wire, "deliver A m2")).toEqual(["deliver A m2", "tx.commit-ok"]);
    expect(await ready(wire, k)).toBe("1 1");
  });
});

describe("transactions and confirms", () => {
  it("TX15: do not mix: confirm.select in a transaction", async () => {
    const { wire } = await inTransaction();
    wire.send("confirm.select");
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - cannot switch from tx to confirm mode [85.10]",
    ]);
  });

  it("TX15: do not mix: tx.select on a confirming channel", async () => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.send("tx.select");
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - cannot switch from confirm to tx mode [90.10]",
    ]);
  });

  it.each(["tx.commit", "tx.rollback"] as const)("TX16: %s without tx.select", async (method) => {
    const wire = await openWire(url);
    wire.send(method);
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - channel is not transactional [90.${method === "tx.commit" ? 20 : 30}]`,
    ]);
  });
});
