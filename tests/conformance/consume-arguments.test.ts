import { describe, expect, it } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url, itHolds } = await conformanceBroker();

/** A connection with the exclusive queue k. */
async function withQueue() {
  const wire = await openWire(url);
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, exclusive: true });
  return { wire, k };
}

describe("arguments of consume", () => {
  it.each<[rule: string, type: string, priority: Field | string]>([
    ["CS6", "longstr", "5"],
    ["CS6", "bool", { type: "bool", value: true }],
    ["CS6", "double", { type: "double", value: 1.5 }],
    ["CS6", "timestamp", { type: "timestamp", value: 5n }],
    ["CS6", "void", { type: "void", value: null }],
  ])("%s: refuses x-priority as %s", async (_, type, priority) => {
    const { wire, k } = await withQueue();
    wire.send("basic.consume", { queue: k, arguments: fieldTable({ "x-priority": priority }) });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid arg 'x-priority' for queue 'k' in vhost '/': "expected integer, got ${type}" [60.20]`,
    ]);
  });

  it.each<Field>([
    { type: "byte", value: -1 },
    { type: "short", value: 300 },
    { type: "unsignedint", value: 4_000_000_000 },
    { type: "long", value: -(2n ** 63n) },
  ])("CS4: takes x-priority $value", async (priority) => {
    const { wire, k } = await withQueue();
    const fields = {
      queue: k,
      consumerTag: "t",
      arguments: fieldTable({ "x-priority": priority }),
    };
    expect(await wire.call("basic.consume", fields)).toEqual(["basic.consume-ok t"]);
  });

  it("CS4: tells priorities of 64 bits apart", async () => {
    const { wire, k } = await withQueue();
    const highest = 2n ** 63n - 1n;
    for (const [consumerTag, value] of [
      ["A", highest - 1n],
      ["B", highest],
    ] as const) {
      const priority: Field = { type: "long", value };
      const args = fieldTable({ "x-priority": priority });
      await wire.call("basic.consume", { queue: k, consumerTag, arguments: args });
    }
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver B m1"]);
  });

  itHolds("CS20: refuses an x-cancel-on-ha-failover that is no bool", async () => {
    const { wire, k } = await withQueue();
    const args = fieldTable({ "x-cancel-on-ha-failover": "yes" });
    wire.send("basic.consume", { queue: k, arguments: args });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid arg 'x-cancel-on-ha-failover' for queue 'k' in vhost '/': {unacceptable_type,longstr} [60.20]`,
    ]);
  });

  it.each<[name: string, value: Field | string, reason: string]>([
    ["x-stream-offset", "first", " of queue type rabbit_classic_queue"],
  ])("CS6: refuses %s", async (name, value, reason) => {
    const { wire, k } = await withQueue();
    wire.send("basic.consume", { queue: k, arguments: fieldTable({ [name]: value }) });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid arg '${name}' for queue 'k' in vhost '/'${reason} [60.20]`,
    ]);
  });

  it("CS6: takes what it does not know, and no-local, for nothing", async () => {
    const { wire, k } = await withQueue();
    const args = fieldTable({ "x-whatever": "y", "x-cancel-on-ha-failover": true });
    const fields = { queue: k, consumerTag: "t", noLocal: true, arguments: args };
    expect(await wire.call("basic.consume", fields)).toEqual(["basic.consume-ok t"]);
    wire.publish("m1", { key: k });
    expect(await wire.until("deliver")).toEqual(["deliver t m1"]);
  });
});
