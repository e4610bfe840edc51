import { describe, expect, it } from "vitest";
import type { MethodFields } from "#broker/wire/methods.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

/** A connection with the exclusive queue k. */
async function withQueue(fields: Partial<MethodFields<"queue.declare">> = {}) {
  const wire = await openWire(url);
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, exclusive: true, ...fields });
  return { wire, k };
}

describe("a queue can't be declared again with other settings", () => {
  it.each([
    [
      "QU1: auto-delete",
      { autoDelete: true },
      "inequivalent arg 'auto_delete' for queue 'k' in vhost '/': received 'true' but current is 'false'",
    ],
    [
      "QU2: an argument more",
      { arguments: fieldTable({ "x-expires": 60_000 }) },
      "inequivalent arg 'x-expires' for queue 'k' in vhost '/': received the value '60000' of type 'signedint' but current is none",
    ],
  ])("%s", async (_, changed, text) => {
    const { wire, k } = await withQueue();
    wire.send("queue.declare", { queue: k, exclusive: true, ...changed });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - ${text} [50.10]`,
    ]);
  });

  it("QU2: an argument less", async () => {
    const { wire, k } = await withQueue({ arguments: fieldTable({ "x-expires": 60_000 }) });
    wire.send("queue.declare", { queue: k, exclusive: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - inequivalent arg 'x-expires' for queue 'k' in vhost '/': " +
        "received none but current is the value '60000' of type 'signedint' [50.10]",
    ]);
  });

  it("QU1: durable; other channels of the connection live on, and passive never compares", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k"); // not exclusive: an exclusive queue is never durable, whatever is asked
    await wire.call("channel.open", {}, 2);
    await wire.call("queue.declare", { queue: k, autoDelete: true });
    wire.send("queue.declare", { queue: k, autoDelete: true, durable: true });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'k' in vhost '/': " +
        "received 'true' but current is 'false' [50.10]",
    ]);
    expect(await wire.call("queue.declare", { queue: k, durable: true, passive: true }, 2)).toEqual(
      ["2: queue.declare-ok k 0 0"],
    );
    await wire.call("queue.delete", { queue: k }, 2);
  });

  it("QU1: the mirror image, of a queue in use: its consumer gets what is published after", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    const same = { queue: k, arguments: fieldTable({ "x-expires": 600_000 }) };
    await wire.call("channel.open", {}, 2);
    await wire.call("queue.declare", { ...same, durable: true });
    await wire.call("basic.consume", { queue: k, consumerTag: "w1", noAck: true }, 2);
    wire.send("queue.declare", same);
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'k' in vhost '/': " +
        "received 'false' but current is 'true' [50.10]",
    ]);
    wire.publish("m1", { key: k }, {}, 2);
    expect(await wire.until("2: deliver")).toEqual(["2: deliver w1 m1"]);
    await wire.call("queue.delete", { queue: k }, 2);
  });
});

describe("what is not there", () => {
  it.each([
    ["queue.declare", { passive: true }, "50.10"],
    ["basic.consume", {}, "60.20"],
    ["basic.get", {}, "60.70"],
    ["queue.purge", {}, "50.30"],
  ] as const)("QU3: %s of a missing queue", async (method, fields, culprit) => {
    const wire = await openWire(url);
    wire.send(method, { queue: wire.unique("nope"), ...fields });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 404 NOT_FOUND - no queue 'nope' in vhost '/' [${culprit}]`,
    ]);
  });

  it("BA1: publishing to a missing exchange", async () => {
    const wire = await openWire(url);
    wire.publish("m1", { exchange: wire.unique("nope"), key: "k" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [60.40]",
    ]);
  });

  it("QU8: deleting a missing queue succeeds with 0 messages", async () => {
    const wire = await openWire(url);
    expect(await wire.call("queue.delete", { queue: wire.unique("nope") })).toEqual([
      "queue.delete-ok 0",
    ]);
  });
});

describe("acknowledging what is not open", () => {
  it("BA13: twice: 406, and all unacked messages of the channel go back", async () => {
    const { wire, k } = await withQueue();
    for (const body of ["m1", "m2"]) wire.publish(body, { key: k });
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.until("deliver", 2);
    wire.send("basic.ack", { deliveryTag: 1 });
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - unknown delivery tag 1 [60.80]",
    ]);
    await wire.call("channel.open", {}, 2);
    wire.send("basic.get", { queue: k }, 2);
    expect(await wire.until("2: get-ok")).toEqual(["2: get-ok m2* (0 left)"]);
  });

  it.each(["basic.ack", "basic.nack", "basic.reject"] as const)(
    "BA13: %s of a made-up tag",
    async (method) => {
      const wire = await openWire(url);
      wire.send(method, { deliveryTag: 7 });
      const lines = await wire.until("channel.close");
      expect(lines).toEqual([
        expect.stringMatching(/^channel\.close 406 PRECONDITION_FAILED - unknown delivery tag 7 /),
      ]);
    },
  );

  it("BA13: a delivery that was acknowledged by being sent", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "A", noAck: true });
    wire.publish("m1", { key: k });
    await wire.until("deliver");
    wire.send("basic.ack", { deliveryTag: 1 });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - unknown delivery tag 1 [60.80]",
    ]);
  });
});

describe("refused", () => {
  it("QU5: a reserved queue name", async () => {
    const wire = await openWire(url);
    wire.send("queue.declare", { queue: "amq.foo" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 403 ACCESS_REFUSED - queue name 'amq.foo' contains reserved prefix 'amq.*' [50.10]",
    ]);
  });

  it("BA9: a second consumer beside an exclusive one", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "A", exclusive: true });
    wire.send("basic.consume", { queue: k, consumerTag: "B" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 403 ACCESS_REFUSED - queue 'k' in vhost '/' in exclusive use [60.20]",
    ]);
  });

  it("BA8: the same consumer tag twice on a channel ends the connection", async () => {
    const { wire, k } = await withQueue();
    await wire.call("basic.consume", { queue: k, consumerTag: "T" });
    wire.send("basic.consume", { queue: k, consumerTag: "T" });
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 530 NOT_ALLOWED - attempt to reuse consumer tag 'T' [60.20]",
    ]);
  });

  it("QU6: another connection's exclusive queue", async () => {
    const { k } = await withQueue();
    const other = await openWire(url);
    other.send("queue.declare", { queue: k, exclusive: true });
    const [line] = await other.until("channel.close");
    expect(line).toMatch(
      /^channel\.close 405 RESOURCE_LOCKED - cannot obtain exclusive access to locked queue 'k-/,
    );
  });

  it("BA15: recover without requeue ends the connection", async () => {
    const wire = await openWire(url);
    wire.send("basic.recover", { requeue: false });
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 540 NOT_IMPLEMENTED - requeue=false [60.110]",
    ]);
  });

  it("BA2: immediate ends the connection", async () => {
    const wire = await openWire(url);
    wire.publish("m1", { key: "k" });
    wire.send("basic.publish", { routingKey: "k", immediate: true });
    wire.sendBytes(Buffer.from("0200010000000e003c000000000000000000000000ce", "hex"));
    expect(await wire.until("connection.close")).toEqual([
      "connection.close 540 NOT_IMPLEMENTED - immediate=true [60.40]",
    ]);
  });

  it("BA4: a user id that isn't the one logged in", async () => {
    const wire = await openWire(url);
    wire.publish("m1", { key: "k" }, { userId: "someone" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - user_id property set to 'someone' but authenticated user was 'guest' [60.40]",
    ]);
  });

  it.each([
    ["x-expires", 0, "{value_zero,0}"],
    ["x-expires", -1, "{value_negative,-1}"],
  ])("QU12: %s of %i", async (name, value, reason) => {
    const wire = await openWire(url);
    wire.send("queue.declare", {
      queue: wire.unique("k"),
      arguments: fieldTable({ [name]: value }),
    });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid arg '${name}' for queue 'k' in vhost '/': ${reason} [50.10]`,
    ]);
  });

  it("BA5: an expiration that is no number", async () => {
    const { wire, k } = await withQueue();
    wire.publish("m1", { key: k }, { expiration: "abc" });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - invalid expiration 'abc': no_integer [60.40]",
    ]);
  });

  it("TX15, TX16: tx after confirm, and commit without tx", async () => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.send("tx.select");
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - cannot switch from confirm to tx mode [90.10]",
    ]);
    await wire.call("channel.open", {}, 2);
    wire.send("tx.commit", {}, 2);
    expect(await wire.until("2: channel.close")).toEqual([
      "2: channel.close 406 PRECONDITION_FAILED - channel is not transactional [90.20]",
    ]);
  });
});
