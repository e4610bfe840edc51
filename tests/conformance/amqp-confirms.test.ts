import { describe, expect, it } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { eventually } from "#tests/support/eventually.ts";
import { contentFrames, type SentProperties } from "#broker/testing/content-frames.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

/** The tags confirmed until `count` are, each as often as it was; with what else came. */
async function confirmed(wire: WireClient, count: number) {
  const lines: string[] = [];
  const open = new Set(Array.from({ length: count }, (_, i) => i + 1));
  const tags: number[] = [];
  while (open.size > 0) {
    lines.push(...(await wire.until("ack")));
    const [, multiple, last] = /^ack (≤?)(\d+)$/.exec(lines.at(-1)!)!;
    const covered =
      multiple === "≤" ? [...open].filter((tag) => tag <= Number(last)) : [Number(last)];
    tags.push(...covered);
    for (const tag of covered) open.delete(tag);
  }
  return { tags: tags.toSorted((one, other) => one - other), lines };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** Publishes in one packet: `k` goes to a durable queue, `return` nowhere and is mandatory; `qos` is no publish. */
async function inOnePacket(script: string, properties: SentProperties = {}, type = "classic") {
  const wire = await openWire(url);
  const k = wire.unique("k");
  const args = fieldTable({ "x-queue-type": type });
  await wire.call("queue.declare", { queue: k, durable: true, arguments: args });
  await wire.call("confirm.select");
  const frames = script.split(" ").flatMap((word) => {
    if (word === "qos") return [methodFrame(1, "basic.qos", {})];
    const fields = { routingKey: word === "k" ? k : "nowhere", mandatory: word === "return" };
    return [methodFrame(1, "basic.publish", fields), contentFrames(1, "m", properties)];
  });
  wire.sendBytes(Buffer.concat(frames));
  return { wire, end: () => wire.call("queue.delete", { queue: k }) };
}

describe("confirms", () => {
  it.each([
    ["nowhere return", ["ack 1", "return", "ack 2"]],
    ["nowhere nowhere nowhere nowhere nowhere", [1, 2, 3, 4, 5].map((tag) => `ack ${tag}`)],
    ["nowhere qos nowhere", ["ack 1", "qos-ok", "ack 2"]],
    ["return return return", ["return", "ack 1", "return", "ack 2", "return", "ack 3"]],
    ["k return", ["return", "ack 2", "ack 1"]],
  ])(
    "BA6: what no queue gets is confirmed by itself, before what comes after it: %s",
    async (script, said) => {
      const { wire, end } = await inOnePacket(script);
      const lines: string[] = [];
      while (lines.length < said.length) lines.push(...(await wire.until("")));
      expect(lines.map((line) => line.replace(/^basic\.|(?<=return) .*/g, ""))).toEqual(said);
      await end();
    },
  );

  it.each([
    ["k nowhere k nowhere", "classic", ["ack 2", "ack 4"]],
    ["k nowhere k", "quorum", ["ack 2"]],
    ["k k k k k", "classic", []],
    ["k k k k k", "quorum", []],
  ])(
    "CF3: multiple speaks only of what queues have confirmed: %s, to a %s queue",
    async (script, type, first) => {
      for (const deliveryMode of [1, 2] as const) {
        const { wire, end } = await inOnePacket(script, { deliveryMode }, type);
        const count = script.split(" ").length;
        const { tags, lines } = await confirmed(wire, count);
        expect(tags).toEqual(upTo(count));
        expect(lines.slice(0, first.length)).toEqual(first);
        await end();
      }
    },
  );

  it("BA6: what is answered in between parts the confirms before it from those after it", async () => {
    // A RabbitMQ's queue may be slow enough to confirm both together.
    await eventually(async () => {
      const { wire, end } = await inOnePacket("k qos k");
      const lines: string[] = [];
      while (!/^ack (2|≤2)$/.test(lines.at(-1) ?? "")) lines.push(...(await wire.until("")));
      await end();
      expect(lines).toEqual(["basic.qos-ok", "ack 1", "ack 2"]);
    });
  });

  it("CF1: of stored and unstored messages mixed: each once, in whatever order", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, durable: true });
    await wire.call("confirm.select");
    for (let i = 1; i <= 60; i++)
      wire.publish(`m${i}`, { key: k }, { deliveryMode: i % 3 ? 2 : 1 });
    expect((await confirmed(wire, 60)).tags).toEqual(upTo(60));
    await wire.call("queue.delete", { queue: k });
  });

  it("CF2: a message that comes back does so before its confirm, stored ones around it or not", async () => {
    const wire = await openWire(url);
    const k = wire.unique("k");
    await wire.call("queue.declare", { queue: k, durable: true });
    await wire.call("confirm.select");
    wire.publish("m1", { key: k, mandatory: true }, { deliveryMode: 2 });
    wire.publish("m2", { key: "nowhere", mandatory: true }, { deliveryMode: 2 });
    wire.publish("m3", { key: k, mandatory: true }, { deliveryMode: 2 });
    const { lines } = await confirmed(wire, 3);
    const returned = lines.indexOf("return 312 NO_ROUTE /nowhere m2");
    const acked = lines.findIndex((line) => /^ack (2|≤[23])$/.test(line));
    expect(returned).toBeGreaterThanOrEqual(0);
    expect(acked).toBeGreaterThan(returned);
    await wire.call("queue.delete", { queue: k });
  });

  it("CF6: selecting twice changes nothing; numbers go on", async () => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.publish("m1", { key: "nowhere" });
    await wire.until("ack 1");
    await wire.call("confirm.select");
    wire.publish("m2", { key: "nowhere" });
    expect(await wire.until("ack")).toEqual(["ack 2"]);
  });

  it("CF6: what was published before the select is not numbered", async () => {
    const wire = await openWire(url);
    wire.publish("m1", { key: "nowhere" });
    wire.send("confirm.select", { noWait: true });
    wire.publish("m2", { key: "nowhere" });
    expect(await wire.until("ack")).toEqual(["ack 1"]);
  });

  it("CF7: a publish that closes its channel is not confirmed, those before it are", async () => {
    const wire = await openWire(url);
    await wire.call("confirm.select");
    wire.publish("m1", { key: "nowhere" });
    wire.publish("m2", { exchange: "nope", key: "" });
    wire.publish("m3", { key: "nowhere" });
    expect(await wire.until("channel.close")).toEqual([
      "ack 1",
      "channel.close 404 NOT_FOUND - no exchange 'nope' in vhost '/' [60.40]",
    ]);
    wire.send("channel.close-ok");
    expect(await wire.call("channel.open")).toEqual(["channel.open-ok"]);
  });
});
