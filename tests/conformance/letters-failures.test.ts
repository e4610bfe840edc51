import { describe, expect, it, onTestFinished } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { plainValue } from "#broker/core/erlang-value.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";

const { url, expected } = await conformanceBroker();

type Kind = "classic" | "quorum";
type Arguments = Readonly<Record<string, string | number>>;

/** Queues a, b …, each the dead letter queue of the one before it, and m1 in a. */
async function chain(kinds: readonly Kind[], more: readonly Arguments[] = []) {
  const wire = await openWire(url);
  const names = kinds.map((_, i) => wire.unique("abc".charAt(i)));
  onTestFinished(async () => {
    const undertaker = await openWire(url);
    for (const queue of names) await undertaker.call("queue.delete", { queue });
  });
  for (const [i, kind] of kinds.entries()) {
    const next = names[i + 1];
    const letters = next && { "x-dead-letter-exchange": "", "x-dead-letter-routing-key": next };
    const args = fieldTable({ "x-queue-type": kind, ...letters, ...more[i] });
    await wire.call("queue.declare", { queue: names[i]!, durable: true, arguments: args });
  }
  const [a] = names as [string, string, string];
  const publisher = await openWire(url);
  await publisher.call("confirm.select");
  const publish = async (body: string, headers: Arguments = {}) => {
    publisher.publish(body, { key: a }, { headers: fieldTable(headers) });
    await publisher.until("ack");
  };
  await publish("m1");
  return { wire, publish, names: names as [string, string, string] };
}

/** Waits until the queue a has all of its messages back: one. */
const isBack = (wire: WireClient, queue: string) =>
  eventually(async () => {
    const counted = await wire.call("queue.declare", { queue, passive: true });
    expect(counted).toEqual(["queue.declare-ok a 1 0"]);
  });

/** Gets the next message once it is there: `m1* acquired 1 delivery 3`. */
async function next(wire: WireClient, queue: string) {
  let line = "";
  await eventually(async () => {
    wire.send("basic.get", { queue });
    line = (await wire.until("")).at(-1)!;
    expect(line).not.toBe("basic.get-empty");
  });
  const headers = wire.lastProperties().headers ?? new Map<string, Field>();
  const counts = ["acquired", "delivery"].flatMap((name) => {
    const count = headers.get(`x-${name}-count`);
    const times = count === undefined ? 0 : Number(plainValue(count));
    return times === 0 ? [] : [`${name} ${times}`];
  });
  return [line.replace(/^get-ok (\S+) .*/, "$1"), ...counts].join(" ");
}

/** Gets the next message, rejects it, and tells what it got. */
function rejecter(wire: WireClient) {
  let deliveryTag = 0;
  return async (queue: string, { requeue }: { readonly requeue: boolean }) => {
    const got = await next(wire, queue);
    wire.send("basic.reject", { deliveryTag: ++deliveryTag, requeue });
    return got;
  };
}

const AGAIN = { requeue: true };
const FOR_GOOD = { requeue: false };

describe("how often a dead letter failed where it came from", () => {
  it.each([
    ["rejected, from a quorum queue", "quorum"],
    ["rejected, from a classic queue", "classic"],
  ] as const)("QM49: is told by a quorum queue: %s", async (row, kind) => {
    const { wire, names } = await chain([kind, "quorum"]);
    const [a, b] = names;
    const reject = rejecter(wire);
    for (const how of [AGAIN, AGAIN, FOR_GOOD]) await reject(a, how);
    const told = [await reject(b, AGAIN), await reject(b, AGAIN)];
    expect(told.join("; ")).toBe(expected("QM49", row));
  });

  it.each([
    ["abandoned, from a quorum queue", "quorum"],
    ["abandoned, from a classic queue", "classic"],
  ] as const)("QM49: is told of what its channel left behind, too: %s", async (row, kind) => {
    const { wire, publish, names } = await chain([kind, "quorum"], [{ "x-max-length": 1 }]);
    const [a, b] = names;
    const leaver = await openWire(url);
    await next(leaver, a);
    await leaver.call("channel.close");
    await isBack(wire, a);
    await publish("m2");
    expect(await next(wire, b)).toBe(expected("QM49", row));
  });

  it("QM49: is not told of what was nacked and given back", async () => {
    const { wire, publish, names } = await chain(["quorum", "quorum"], [{ "x-max-length": 1 }]);
    const [a, b] = names;
    await next(wire, a);
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    await next(wire, a);
    wire.send("basic.nack", { deliveryTag: 2, requeue: true });
    await isBack(wire, a);
    await publish("m2");
    expect(await next(wire, b)).toBe("m1");
  });

  it("QM49: goes along over several queues", async () => {
    const { wire, names } = await chain(["quorum", "classic", "quorum"]);
    const [a, b, c] = names;
    const reject = rejecter(wire);
    await reject(a, FOR_GOOD);
    const told = [await reject(b, FOR_GOOD), await reject(c, AGAIN)];
    expect(told.join("; ")).toBe(expected("QM49", "over a classic queue"));
  });

  it.each([
    ["waits in a classic queue", "classic"],
    ["waits in a quorum queue", "quorum"],
  ] as const)("QM49: flags it redelivered where it waits: it %s", async (row, kind) => {
    const { wire, names } = await chain(["quorum", kind]);
    const [a, b] = names;
    await rejecter(wire)(a, FOR_GOOD);
    expect((await next(wire, b)).split(" ")[0]).toBe(expected("QM49", row));
  });

  it("QM49: does not flag what a classic queue gives on at once", async () => {
    const { wire, names } = await chain(["quorum", "classic"]);
    const [a, b] = names;
    const consumer = await openWire(url);
    await consumer.call("basic.consume", { queue: b, consumerTag: "W" });
    await rejecter(wire)(a, FOR_GOOD);
    expect(await consumer.until("deliver")).toEqual(["deliver W m1"]);
  });

  it("QM49: is told in place of what a publisher says", async () => {
    const { wire, publish, names } = await chain(["quorum", "quorum"]);
    const [a, b] = names;
    const reject = rejecter(wire);
    await reject(a, AGAIN);
    await reject(a, FOR_GOOD);
    await reject(b, FOR_GOOD);
    await publish("m2", { "x-acquired-count": 9, "x-delivery-count": 7 });
    await reject(a, FOR_GOOD);
    expect(await reject(b, FOR_GOOD)).toBe(expected("QM49", "beside a publisher's"));
  });

  it("QM50: counts towards the limit of the next queue", async () => {
    const { wire, names } = await chain(
      ["quorum", "quorum", "classic"],
      [{}, { "x-delivery-limit": 2 }],
    );
    const [a, b, c] = names;
    const reject = rejecter(wire);
    for (const how of [AGAIN, AGAIN, FOR_GOOD]) await reject(a, how);
    let deliveries = 0;
    await eventually(async () => {
      wire.send("basic.get", { queue: b });
      if ((await wire.until("")).at(-1) !== "basic.get-empty") {
        deliveries += 1;
        wire.send("basic.reject", { deliveryTag: 3 + deliveries, requeue: true });
      }
      expect(await wire.call("queue.declare", { queue: c, passive: true })).toEqual([
        "queue.declare-ok c 1 0",
      ]);
    });
    expect(`${deliveries}`).toBe(expected("QM50", "deliveries"));
  });
});
