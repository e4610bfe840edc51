import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { committed, inTransaction, ready } from "#tests/support/wire/transaction-client.ts";
import type { WireClient } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

/** Brings messages into the queue, past the transaction. */
async function filled(wire: WireClient, k: string, bodies: readonly string[]): Promise<void> {
  await wire.call("confirm.select", {}, 2);
  for (const body of bodies) {
    wire.publish(body, { key: k }, {}, 2);
    await wire.until("2: ack");
  }
  expect(await ready(wire, k)).toBe(`${bodies.length} 0`);
}

/** Under a prefetch of 1, two messages: A was given the first, and has acknowledged it. */
async function firstAcked(qos: { readonly global?: boolean } = {}) {
  const { wire, k } = await inTransaction(url);
  await filled(wire, k, ["m1", "m2"]);
  await wire.call("basic.qos", { prefetchCount: 1, ...qos });
  await wire.call("basic.consume", { queue: k, consumerTag: "A" });
  await wire.until("deliver A m1");
  wire.send("basic.ack", { deliveryTag: 1 });
  return { wire, k };
}

describe("acknowledging in a transaction", () => {
  it("TX8: makes no room until the commit, which is answered before what it makes room for", async () => {
    const { wire, k } = await firstAcked();
    await wire.call("basic.qos", { prefetchCount: 1 });
    expect(await ready(wire, k)).toBe("1 1");
    wire.send("tx.commit");
    expect(await wire.until("deliver")).toEqual(["tx.commit-ok", "deliver A m2"]);
  });

  it("TX8: nor under a limit of the channel", async () => {
    const { wire, k } = await firstAcked({ global: true });
    await wire.call("access.request");
    expect(await ready(wire, k)).toBe("1 1");
    wire.send("tx.commit");
    expect(await wire.until("deliver")).toEqual(["tx.commit-ok", "deliver A m2"]);
  });

  it("TX9: after a rollback the message is held as before, and can be acknowledged again", async () => {
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await inTransaction(url);
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
    const { wire, k } = await firstAcked();
    wire.publish("m3", { key: k });
    expect(await committed(wire, "deliver A m2")).toEqual(["deliver A m2", "tx.commit-ok"]);
    expect(await ready(wire, k)).toBe("1 1");
  });
});
