import { connect } from "amqplib";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Field } from "#broker/wire/field-table.ts";
import { plainValue } from "#broker/core/erlang-value.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url, expected, itHolds } = await conformanceBroker();

type Arguments = Readonly<Record<string, string | number | boolean>>;

const quorum = (more: Arguments = {}) => fieldTable({ "x-queue-type": "quorum", ...more });

/** A connection with the quorum queue k, which goes with the test. */
async function withQuorum(more: Arguments = {}) {
  const wire = await openWire(url);
  const k = wire.unique("k");
  await wire.call("queue.declare", { queue: k, durable: true, arguments: quorum(more) });
  onTestFinished(async () => {
    const undertaker = await openWire(url);
    await undertaker.call("queue.delete", { queue: k });
  });
  return { wire, k };
}

/** What came till the broker was done with the message. */
async function publish(wire: WireClient, body: string, key: string): Promise<readonly string[]> {
  await wire.call("confirm.select");
  wire.publish(body, { key });
  const lines = await wire.until("");
  return lines.at(-1)!.startsWith("deliver") ? [...lines, ...(await wire.until(""))] : lines;
}

async function get(wire: WireClient, queue: string, noAck = false) {
  wire.send("basic.get", { queue, noAck });
  return (await wire.until("")).at(-1);
}

const isDelivery = (line: string) => line.startsWith("deliver ");

const headersIn = (wire: WireClient) => wire.lastProperties().headers ?? new Map<string, Field>();

describe("declare", () => {
  it.each([
    ["auto-delete", { autoDelete: true, durable: true }],
    ["exclusive-owner", { exclusive: true, durable: true }],
    ["non-durable", {}],
    ["auto-delete", { autoDelete: true, exclusive: true }],
  ])("QQ1: refuses %s", async (property, fields) => {
    const wire = await openWire(url);
    wire.send("queue.declare", { queue: wire.unique("k"), arguments: quorum(), ...fields });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - invalid property '${property}' for queue 'k' in vhost '/' [50.10]`,
    ]);
  });

  it("QQ1: makes up no name", async () => {
    const wire = await openWire(url);
    wire.send("queue.declare", { durable: true, arguments: quorum({ "x-max-priority": 5 }) });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - Cannot declare a server-named queue for type rabbit_quorum_queue [50.10]",
    ]);
  });

  it.each(["x-max-priority", "x-queue-mode", "x-queue-version", "x-queue-master-locator"])(
    "QQ1: refuses %s, whatever it says, before its properties",
    async (name) => {
      const wire = await openWire(url);
      const args = quorum({ [name]: "any" });
      wire.send("queue.declare", { queue: wire.unique("k"), arguments: args });
      expect(await wire.until("channel.close")).toEqual([
        `channel.close 406 PRECONDITION_FAILED - invalid arg '${name}' for queue 'k' in vhost '/' of queue type rabbit_quorum_queue [50.10]`,
      ]);
    },
  );

  it("QQ1: takes its own arguments, and reject-publish-dlx for drop-head", async () => {
    const { wire, k } = await withQuorum({
      "x-max-in-memory-length": 5,
      "x-max-in-memory-bytes": 5,
      "x-quorum-initial-group-size": 3,
      "x-dead-letter-strategy": "at-least-once",
      "x-queue-leader-locator": "balanced",
      "x-message-ttl": 60_000,
      "x-expires": 60_000,
      "x-max-length-bytes": 1000,
      "x-max-length": 1,
      "x-overflow": "reject-publish-dlx",
    });
    for (const body of ["m1", "m2"]) expect(await publish(wire, body, k)).toHaveLength(1);
    expect(await get(wire, k)).toBe("get-ok m2 (0 left)");
  });

  it("QQ1: is not the classic queue of that name", async () => {
    const { wire, k } = await withQuorum();
    wire.send("queue.declare", { queue: k, durable: true });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 406 PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue 'k' in vhost '/': ${expected("QQ1", "redeclared")} [50.10]`,
    ]);
  });
});

describe("delete", () => {
  it.each(["if-unused", "if-empty"])("QQ2: with %s is refused", async (condition) => {
    const { wire, k } = await withQuorum();
    const only = { ifUnused: condition === "if-unused", ifEmpty: true };
    wire.send("queue.delete", { queue: k, ...only });
    expect(await wire.until("connection.close")).toEqual([
      `connection.close 540 NOT_IMPLEMENTED - cannot delete queue 'k' in vhost '/'. queue.delete operations with ${condition} flag set are not supported by quorum queues [50.40]`,
    ]);
  });

  it("QQ28: other channels hear of it before or after it is answered, its own consumers after", async () => {
    const wire = await openWire(url, {
      capabilities: fieldTable({ consumer_cancel_notify: true }),
    });
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, durable: true, arguments: quorum() });
    await wire.call("channel.open", {}, 2);
    await wire.call("basic.consume", { queue: k, consumerTag: "A" });
    await wire.call("basic.consume", { queue: k, consumerTag: "B" }, 2);
    wire.send("queue.delete", { queue: k });
    const lines: string[] = [];
    while (lines.length < 3) lines.push(...(await wire.until("")));
    const said = lines.map((line) => line.replace(/^(2: )?\w+\.|(?<=delete-ok) 0/g, ""));
    expect(said.join(", ")).toBe(expected("QQ28", "order"));
  });
});

describe("recover", () => {
  it("QQ29: is answered a moment before what it gives back comes again", async () => {
    const { wire, k } = await withQuorum();
    await publish(wire, "m1", k);
    const connection = await connect(url);
    onTestFinished(() => connection.close());
    const channel = await connection.createChannel();
    const said: string[] = [];
    await channel.consume(k, () => said.push("deliver"));
    // Whether a client reads two writes as two is for the machine to say: now and then it must.
    await eventually(async () => {
      await eventually(() => {
        expect(said).toContain("deliver");
      });
      said.length = 0;
      await channel.recover();
      said.push("recover-ok");
      await eventually(() => {
        expect(said).toContain("deliver");
      });
      expect(said).toEqual(["recover-ok", "deliver"]);
    });
  });
});

describe("the delivery count", () => {
  /** As docs/spec writes them. */
  const countsIn = (wire: WireClient) => {
    const counts = [...headersIn(wire)].filter(([name]) => name.endsWith("-count"));
    const told = counts.map(([name, count]) => `${name} ${count.type} ${plainValue(count)}`);
    return told.length === 0 ? "no header" : told.join(", ");
  };

  it("QQ4: is told from the second delivery on, beside the headers there are", async () => {
    const { wire, k } = await withQuorum();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    const own: Field = { type: "signedint", value: 7 };
    wire.publish("m1", { key: k }, { headers: fieldTable({ own }) });
    await wire.until("deliver t m1");
    expect([...headersIn(wire)]).toEqual([["own", own]]);
    for (const times of [1, 2]) {
      wire.send("basic.nack", { deliveryTag: times, requeue: true });
      await wire.until("deliver t m1*");
      expect(countsIn(wire)).toBe(expected("QQ4", "nacked").replace(/1$/, `${times}`));
      expect(headersIn(wire).get("own")).toEqual(own);
    }
  });

  it("QQ4: counts what a channel gives back that closes, and is told of every message got", async () => {
    const { wire, k } = await withQuorum();
    await publish(wire, "m1", k);
    expect(await get(wire, k)).toBe("get-ok m1 (0 left)");
    expect(countsIn(wire)).toBe(expected("QQ4", "got"));
    await wire.call("channel.close");
    await wire.call("channel.open");
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    await wire.until("deliver t m1*");
    expect(countsIn(wire)).toBe(expected("QQ4", "abandoned"));
  });
});

describe("what comes back too often", () => {
  it("QQ7: is dropped after as many times as the default says, where there is one", async () => {
    const { wire, k } = await withQuorum();
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    wire.publish("m1", { key: k });
    let deliveries = 1;
    await wire.until("deliver t m1");
    const limit = Number(expected("QQ7", "default").replace("none", "24"));
    for (; deliveries <= limit; deliveries++) {
      wire.send("basic.reject", { deliveryTag: deliveries, requeue: true });
      await wire.until("deliver t m1*");
    }
    wire.send("basic.reject", { deliveryTag: deliveries, requeue: true });
    wire.publish("m2", { key: k });
    expect((await wire.until("deliver")).at(-1)).toBe(expected("QQ7", "then"));
  });
});

describe("room", () => {
  it("QQ27: for what comes next, when one was dropped", async () => {
    const { wire, k } = await withQuorum({ "x-delivery-limit": 1 });
    await wire.call("basic.qos", { prefetchCount: 1 });
    for (const body of ["m1", "m2", "m3", "m4"]) wire.publish(body, { key: k });
    await wire.call("basic.consume", { queue: k, consumerTag: "t" });
    await wire.until("deliver t m1");
    wire.send("basic.reject", { deliveryTag: 1, requeue: true });
    await wire.until("deliver t m1*");
    wire.send("basic.reject", { deliveryTag: 2, requeue: true });
    await wire.until("deliver t m2");
    const more = (await wire.call("basic.qos", { prefetchCount: 1 })).filter(isDelivery);
    if (expected("QQ27", "dealt") === "2" && more.length === 0)
      more.push(...(await wire.until("deliver t m3")));
    expect(1 + more.length).toBe(Number(expected("QQ27", "dealt")));
  });
});

describe("priorities", () => {
  it("QQ16: of what was never given to anybody", async () => {
    const { wire, k } = await withQuorum();
    await wire.call("confirm.select");
    for (const priority of [0, 1, 9, undefined, 5, 4]) {
      wire.publish(
        String(priority ?? "none"),
        { key: k },
        priority === undefined ? {} : { priority },
      );
      await wire.until("");
    }
    const order: string[] = [];
    for (let i = 0; i < 6; i++) order.push(/get-ok (\S+)/.exec((await get(wire, k, true))!)![1]!);
    expect(order.join(" ")).toBe(expected("QQ16", "order"));
  });
});

describe("a length limit", () => {
  it("QQ8: drops what came back before what waits", async () => {
    const { wire, k } = await withQuorum({ "x-max-length": 2, "x-delivery-limit": 9 });
    for (const body of ["m1", "m2", "m3", "m4"]) await publish(wire, body, k);
    expect(await get(wire, k)).toBe("get-ok m3 (1 left)");
    wire.send("basic.nack", { deliveryTag: 1, requeue: true });
    await publish(wire, "m5", k);
    expect(await get(wire, k)).toBe("get-ok m4 (1 left)");
    expect(await get(wire, k)).toBe("get-ok m5 (0 left)");
  });

  it("QQ8: reject-publish takes the one that is too many, then none until four fifths are left", async () => {
    const { wire, k } = await withQuorum({ "x-max-length": 5, "x-overflow": "reject-publish" });
    const answers: (string | undefined)[] = [];
    for (let i = 1; i <= 7; i++) answers.push(...(await publish(wire, `m${i}`, k)));
    expect(answers.map((line) => line?.split(" ")[0])).toEqual([
      ...Array.from({ length: 6 }, () => "ack"),
      "nack",
    ]);
    expect(await get(wire, k, true)).toBe("get-ok m1 (5 left)");
    expect((await publish(wire, "m8", k))[0]).toMatch(/nack/);
    expect(await get(wire, k, true)).toBe("get-ok m2 (4 left)");
    expect((await publish(wire, "m9", k))[0]).toMatch(/ack/);
  });
});

describe("consumers", () => {
  itHolds("QQ22: refuses what only classic queues know", async () => {
    const { wire, k } = await withQuorum();
    const args = fieldTable({ "x-cancel-on-ha-failover": true });
    wire.send("basic.consume", { queue: k, arguments: args });
    expect(await wire.until("channel.close")).toEqual([
      "channel.close 406 PRECONDITION_FAILED - invalid arg 'x-cancel-on-ha-failover' for queue 'k' in vhost '/' of queue type rabbit_quorum_queue [60.20]",
    ]);
  });

  it("QQ21: basic.get is refused where there is a single active consumer", async () => {
    const { wire, k } = await withQuorum({ "x-single-active-consumer": true });
    await publish(wire, "m1", k);
    wire.send("basic.get", { queue: k });
    expect(await wire.until("channel.close")).toEqual([
      `channel.close 405 RESOURCE_LOCKED - cannot obtain access to locked queue 'k' in vhost '/'. basic.get operations are not supported by ${expected("QQ21", "name")} queues with single active consumer [60.70]`,
    ]);
  });
});
