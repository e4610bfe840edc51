import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { arrival, deaths, headers, openGrave, reject } from "#tests/support/graves.ts";
import { openQueues } from "#tests/support/queue-client.ts";

const { url, expected } = await conformanceBroker();

const flag = expected("QM42", "flag");

type Plain = Parameters<typeof fieldTable>[0];

describe("deaths add up", () => {
  /** Queues a, b, c, d: what one of them rejects goes to the next, and from the last to the first. */
  async function openChain() {
    const client = await openQueues(url);
    const names = ["a", "b", "c", "d"];
    const queues: string[] = [];
    for (const [i, name] of names.entries()) {
      const next = client.wire.unique(names[(i + 1) % names.length]!);
      queues.push(
        await client.declare(name, {
          "x-dead-letter-exchange": "",
          "x-dead-letter-routing-key": next,
        }),
      );
    }
    return { ...client, queues };
  }

  it("QM45: the last in front", async () => {
    const client = await openChain();
    await client.publish(client.queues[0]!, "m");
    const seen: string[] = [];
    for (let i = 0; i < 9; i++) {
      const queue = client.queues[i % 4]!;
      await eventually(async () => {
        expect(await client.get(queue)).toMatch(/^m/);
      });
      seen.push(
        deaths(client)
          .map((death) => death.replace(" rejected ", ""))
          .join(" "),
      );
      client.wire.send("basic.reject", { deliveryTag: i + 1 });
    }
    expect(seen.slice(1).join("; ")).toBe(expected("QM45", "seen"));
    expect(headers(client).slice(1, 4)).toEqual([
      "x-first-death-exchange: longstr ",
      "x-first-death-queue: longstr a",
      "x-first-death-reason: longstr rejected",
    ]);
  });

  it("QM45: once more of the same queue and reason only counts: the rest is of the first time", async () => {
    const client = await openQueues(url);
    const k = client.wire.unique("k");
    await client.declare("k", { "x-dead-letter-exchange": "", "x-dead-letter-routing-key": k });
    await client.publish(k, "m1", { expiration: "60000" });
    await reject(client, k, 1);
    await eventually(async () => {
      expect(await client.get(k)).toBe(`m1${flag}`);
    });
    client.wire.send("basic.reject", { deliveryTag: 2 });
    expect(await arrival(client, k)).toBe(`m1${flag}`);
    expect(headers(client)[0]).toBe(expected("QM45", "again"));
  });

  it.each<[string, Plain[string]]>([
    ["no array", "bogus"],
    ["an empty array", { type: "array", value: [] }],
    [
      "one of its own, without a count",
      {
        type: "array",
        value: [{ type: "table", value: fieldTable({ queue: "q", reason: "expired" }) }],
      },
    ],
    [
      "several of one kind, without counts",
      {
        type: "array",
        value: ["q", "p", "q"].map((queue) => ({
          type: "table",
          value: fieldTable({ queue, reason: "expired" }),
        })),
      },
    ],
  ])("QM46: onto what a publisher sent as x-death: %s", async (what, value) => {
    const client = await openGrave(url);
    await client.publish(client.k, "m1", { headers: fieldTable({ "x-death": value }) });
    await reject(client, client.k, 1);
    expect(await arrival(client, client.dead)).toBe(`m1${flag}`);
    expect(deaths(client).join("; ")).toBe(
      what.includes("without") ? expected("QM46", what) : "k rejected 1",
    );
    expect(headers(client)).toHaveLength(Number(expected("QM46", "headers")));
  });
});

describe("going round", () => {
  it("QM47: a letter that comes back to a queue it died in of itself is dropped", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const x = wire.unique("x");
    await wire.call("exchange.declare", { exchange: x, type: "fanout", autoDelete: true });
    const a = await client.declare("a", { "x-message-ttl": 0, "x-dead-letter-exchange": x });
    const b = await client.declare("b", {
      "x-message-ttl": 50,
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": a,
    });
    // Each death in a is told by a letter that stays.
    const told = await client.declare("told");
    for (const queue of [b, told]) await wire.call("queue.bind", { queue, exchange: x });
    await client.publish(a, "m1");
    await eventually(async () => {
      expect([await client.ready(told), await client.ready(b)]).toEqual([1, 0]);
    });
    const clock = await client.declare("clock", { "x-message-ttl": 60 });
    await client.publish(clock, "tick");
    await eventually(async () => {
      expect(await client.ready(clock)).toBe(0);
    });
    expect([await client.ready(a), await client.ready(told)]).toEqual([0, 1]);
  });

  it("QM47: not when somebody rejected it on the way: so can be waited and tried again", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const work = wire.unique("work");
    const wait = await client.declare("wait", {
      "x-message-ttl": 20,
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": work,
    });
    await client.declare("work", {
      "x-dead-letter-exchange": "",
      "x-dead-letter-routing-key": wait,
    });
    await wire.call("basic.consume", { queue: work, consumerTag: "W" });
    await client.publish(work, "m1");
    for (let tag = 1; tag <= 3; tag++) {
      expect(await wire.until("deliver")).toEqual(["deliver W m1"]);
      wire.send("basic.reject", { deliveryTag: tag });
    }
    await wire.until("deliver");
    expect(deaths(client)).toEqual(["wait expired 3", "work rejected 3"]);
  });

  it("QM47: only for the queue it would go round to: others get it", async () => {
    const client = await openQueues(url);
    const { wire } = client;
    const x = wire.unique("x");
    await wire.call("exchange.declare", { exchange: x, type: "fanout", autoDelete: true });
    const k = await client.declare("k", { "x-message-ttl": 0, "x-dead-letter-exchange": x });
    const dead = await client.declare("dead");
    for (const queue of [k, dead]) await wire.call("queue.bind", { queue, exchange: x });
    await client.publish(k, "m1");
    expect(await arrival(client, dead)).toBe("m1");
    expect(await client.ready(k)).toBe(0);
    expect(await client.drain(dead)).toBe("");
  });
});
