import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { committed, inTransaction, ready } from "#tests/support/wire/transaction-client.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, expected, itHolds } = await conformanceBroker();

describe("publishing in a transaction", () => {
  it("TX1: is unseen until the commit", async () => {
    const { wire, k } = await inTransaction(url);
    for (const body of ["m1", "m2", "m3"]) wire.publish(body, { key: k });
    expect(await ready(wire, k)).toBe("0 0");
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
    expect(await ready(wire, k)).toBe("3 0");
  });

  it("TX1: the next transaction begins with the commit", async () => {
    const { wire, k } = await inTransaction(url);
    wire.publish("m1", { key: k });
    await wire.call("tx.commit");
    wire.publish("m2", { key: k });
    expect(await wire.call("tx.select")).toEqual(["tx.select-ok"]);
    expect(await ready(wire, k)).toBe("1 0");
    await wire.call("tx.commit");
    expect(await ready(wire, k)).toBe("2 0");
  });

  it("TX2: is forgotten by a rollback", async () => {
    const { wire, k } = await inTransaction(url);
    wire.publish("m1", { key: k });
    expect(await wire.call("tx.rollback")).toEqual(["tx.rollback-ok"]);
    await wire.call("tx.commit");
    expect(await ready(wire, k)).toBe("0 0");
  });

  it("TX2: is forgotten when the channel closes", async () => {
    const { wire, k } = await inTransaction(url);
    wire.publish("m1", { key: k });
    await wire.call("channel.close");
    expect(await ready(wire, k)).toBe("0 0");
  });

  it("TX3: an exchange that isn't there closes the channel at once", async () => {
    const { wire } = await inTransaction(url);
    wire.publish("m1", { exchange: "nope", key: "" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [60.40]",
    ]);
  });

  it("TX4: what is mandatory and unroutable comes back with the commit, before its answer", async () => {
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
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
    const { wire } = await inTransaction(url);
    const late = wire.unique("late");
    wire.publish("m1", { key: late, mandatory: true });
    await wire.call("queue.declare", { queue: late, exclusive: true }, 2);
    expect(await wire.call("tx.commit")).toEqual(["tx.commit-ok"]);
    expect(await ready(wire, late)).toBe("1 0");
  });

  itHolds(
    "TX19: a queue deleted meanwhile makes it unroutable, one declared anew gets it",
    async () => {
      const { wire, k } = await inTransaction(url);
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
      const { wire } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
    wire.publish("m1", { key: k });
    await wire.call("queue.delete", { queue: k }, 2);
    wire.send("tx.commit");
    const answer = (await wire.until("")).at(-1)!;
    expect(answer.replaceAll(/\s+/g, " ")).toBe(expected("TX20", "commit"));
  });

  it("TX6: goes to the channel's own consumers too", async () => {
    const { wire, k } = await inTransaction(url);
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

describe("transactions and confirms", () => {
  it("TX15: do not mix: confirm.select in a transaction", async () => {
    const { wire } = await inTransaction(url);
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
