import amqp, { type Channel, type GetMessage } from "amqplib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contentsOf, onChannel } from "#tests/support/faults/queue-contents.ts";
import { startedRelease, testsOf } from "#tests/support/conformance-broker.ts";
import { restartableBroker, type RestartableBroker } from "#tests/support/restartable-broker.ts";

const STARTING_MS = 240_000;
const { itHolds } = testsOf(startedRelease());
const durable = { durable: true };
const persistent = { persistent: true };

let broker: RestartableBroker;
beforeAll(async () => {
  broker = await restartableBroker();
}, STARTING_MS);
afterAll(() => broker.end());

/** Gets so many messages, to be acknowledged or not. */
async function held(
  channel: Channel,
  queue: string,
  count: number,
): Promise<readonly GetMessage[]> {
  const messages: GetMessage[] = [];
  while (messages.length < count) {
    const got = await channel.get(queue);
    if (got === false) return messages;
    messages.push(got);
  }
  return messages;
}

function isThere(kind: "queue" | "exchange", name: string): Promise<boolean> {
  return onChannel(broker.url, (channel) =>
    (kind === "queue" ? channel.checkQueue(name) : channel.checkExchange(name)).then(
      () => true,
      () => false,
    ),
  );
}

/** What a message published there arrives as in `queue`. */
async function arrives(queue: string, exchange: string, key: string): Promise<readonly string[]> {
  await onChannel(broker.url, async (channel) => {
    channel.publish(exchange, key, Buffer.from(`${exchange}/${key}`));
    await channel.waitForConfirms();
  });
  return contentsOf(broker.url, queue);
}

describe.each([
  { how: "a stop in good order", kill: false },
  { how: "kill -9", kill: true },
])("after $how", ({ kill }) => {
  const k = (name: string) => `${name}-${kill ? "killed" : "stopped"}`;
  let generated = "";

  beforeAll(async () => {
    // Left open, as a crash or a stop would find them.
    const model = await amqp.connect(broker.url, { noDelay: true });
    model.on("error", () => undefined);
    const channel = await model.createConfirmChannel();
    const send = (queue: string, text: string, options = {}) =>
      channel.sendToQueue(queue, Buffer.from(text), options);

    for (const queue of ["durable", "transient"]) {
      await channel.assertQueue(k(queue), { durable: queue === "durable" });
      for (const i of [1, 2, 3]) {
        send(k(queue), `t${i}`);
        send(k(queue), `p${i}`, persistent);
      }
    }
    await channel.assertQueue(k("quorum"), { ...durable, arguments: { "x-queue-type": "quorum" } });
    for (const i of [1, 2]) send(k("quorum"), `t${i}`);
    await channel.assertQueue(k("exclusive"), { durable: true, exclusive: true });
    generated = (await channel.assertQueue("", durable)).queue;

    await channel.assertExchange(k("x"), "direct", durable);
    await channel.assertExchange(k("transient-x"), "direct", { durable: false });
    await channel.assertExchange(k("auto-delete-x"), "fanout", { durable: true, autoDelete: true });
    await channel.bindQueue(k("durable"), k("x"), "k");
    await channel.bindQueue(k("transient"), k("x"), "transient");
    await channel.bindQueue(k("durable"), k("transient-x"), "k");
    await channel.bindQueue(k("transient"), k("auto-delete-x"), "");
    await channel.bindQueue(k("durable"), "amq.topic", `${k("a")}.*`);
    await channel.bindQueue(k("durable"), k("x"), "unbound");
    await channel.unbindQueue(k("durable"), k("x"), "unbound");
    await channel.assertExchange(k("between"), "fanout", durable);
    await channel.bindExchange(k("between"), k("x"), "between");
    await channel.bindQueue(k("durable"), k("between"), "");
    const alternate = { durable: true, alternateExchange: k("between") };
    await channel.assertExchange(k("alternate"), "direct", alternate);

    await channel.assertQueue(k("in-use"), { durable: true, autoDelete: true });
    await channel.consume(k("in-use"), () => undefined);
    await channel.assertQueue(k("unused"), { durable: true, autoDelete: true });

    for (const queue of ["returned", "purged", "deleted", "acked"]) {
      await channel.assertQueue(k(queue), durable);
      for (const i of [1, 2, 3, 4]) send(k(queue), `p${i}`, persistent);
    }
    const properties = { messageId: "7", headers: { lang: "中文", list: [1, null] }, priority: 3 };
    await channel.assertQueue(k("properties"), durable);
    send(k("properties"), "x".repeat(300_000), { ...persistent, ...properties });

    await channel.assertQueue(k("expiring"), durable);
    send(k("expiring"), "soon", { ...persistent, expiration: 200 });
    send(k("expiring"), "late", { ...persistent, expiration: 600_000 });
    await channel.assertQueue(k("x-expires"), { ...durable, arguments: { "x-expires": 6_000 } });
    await channel.assertQueue(k("by-priority"), { ...durable, maxPriority: 5 });
    for (const priority of [1, 5, 1, 5])
      send(k("by-priority"), `priority ${priority}`, { ...persistent, priority });
    await channel.assertQueue(k("dead"), durable);
    await channel.assertQueue(k("dying"), {
      ...durable,
      deadLetterExchange: "",
      deadLetterRoutingKey: k("dead"),
    });
    send(k("dying"), "transient");
    send(k("dying"), "persistent", persistent);
    await channel.waitForConfirms();
    for (const got of await held(channel, k("dying"), 2)) channel.nack(got, false, false);

    await channel.purgeQueue(k("purged"));
    await channel.deleteQueue(k("deleted"));
    for (const got of await held(channel, k("acked"), 3)) channel.ack(got);
    for (const got of await held(channel, k("returned"), 1)) channel.nack(got, false, true);
    await held(channel, k("returned"), 2);
    // t1 and p1.
    await held(channel, k("durable"), 2);
    // RabbitMQ has answered before it has written: acks when the queue is quiet (ST14), what was deleted within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await broker.restart({ kill });
  }, STARTING_MS);

  it(`ST1: durable queues are there, generated names too`, async () => {
    expect(await isThere("queue", k("durable"))).toBe(true);
    expect(await isThere("queue", generated)).toBe(true);
  });

  it("ST2: transient and exclusive queues are gone, with all their messages", async () => {
    expect(await isThere("queue", k("transient"))).toBe(false);
    expect(await isThere("queue", k("exclusive"))).toBe(false);
  });

  it("QQ3: transient messages of a quorum queue are there, in order", async () => {
    expect(await contentsOf(broker.url, k("quorum"))).toEqual(["t1", "t2"]);
  });

  it(`ST3, ${kill ? "ST5" : "ST4"}: persistent messages are there, in order; transient ones are gone; ${kill ? "all are" : "those delivered before are"} flagged`, async () => {
    expect(await contentsOf(broker.url, k("durable"))).toEqual(
      kill ? ["p1*", "p2*", "p3*"] : ["p1*", "p2", "p3"],
    );
    expect(await contentsOf(broker.url, k("returned"))).toEqual(
      kill ? ["p1*", "p2*", "p3*", "p4*"] : ["p1*", "p2*", "p3", "p4"],
    );
  });

  it("ST3: with all their properties, of any size", async () => {
    const got = await onChannel(broker.url, (channel) =>
      channel.get(k("properties"), { noAck: true }),
    );
    expect(got && got.content.toString()).toBe("x".repeat(300_000));
    expect(got && got.properties).toMatchObject({
      deliveryMode: 2,
      messageId: "7",
      headers: { lang: "中文", list: [1, null] },
      priority: 3,
    });
  });

  it("ST1: durable exchanges are there", async () => {
    expect(await isThere("exchange", k("x"))).toBe(true);
  });

  itHolds("ST21: exchanges that are not durable are gone", async () => {
    expect(await isThere("exchange", k("transient-x"))).toBe(false);
  });

  it("ST1: bindings of a durable exchange to a durable queue are there, and no others", async () => {
    expect(await arrives(k("durable"), k("x"), "k")).toEqual([`${k("x")}/k`]);
    expect(await arrives(k("durable"), "amq.topic", `${k("a")}.b`)).toEqual([
      `amq.topic/${k("a")}.b`,
    ]);
    expect(await arrives(k("durable"), k("x"), "unbound")).toEqual([]);
  });

  it("ST1: so are bindings between exchanges, and alternate exchanges", async () => {
    const [x, other] = [k("x"), k("alternate")];
    expect(await arrives(k("durable"), x, "between")).toEqual([`${x}/between`]);
    expect(await arrives(k("durable"), other, "any")).toEqual([`${other}/any`]);
  });

  itHolds(
    "ST6: an auto-delete exchange stays, though the queue it was bound to is gone",
    async () => {
      expect(await isThere("exchange", k("auto-delete-x"))).toBe(true);
    },
  );

  it(`ST7: a durable auto-delete queue with a consumer is ${kill ? "there" : "gone: its consumer left first"}`, async () => {
    expect(await isThere("queue", k("in-use"))).toBe(kill);
    expect(await isThere("queue", k("unused"))).toBe(true);
  });

  it("ST8: what was deleted, purged or acknowledged does not come back", async () => {
    expect(await isThere("queue", k("deleted"))).toBe(false);
    expect(await contentsOf(broker.url, k("purged"))).toEqual([]);
    expect(await contentsOf(broker.url, k("acked"))).toEqual([kill ? "p4*" : "p4"]);
  });

  it("ST8: time to live runs on while the broker is down; x-expires begins anew", async () => {
    expect(await contentsOf(broker.url, k("expiring"))).toEqual([kill ? "late*" : "late"]);
    expect(await isThere("queue", k("x-expires"))).toBe(true);
  });

  it("ST3: by priority where there are priorities, and dead letters where they went", async () => {
    const flagged = (text: string) => (kill ? `${text}*` : text);
    expect(await contentsOf(broker.url, k("by-priority"))).toEqual(
      [5, 5, 1, 1].map((p) => flagged(`priority ${p}`)),
    );
    expect(await contentsOf(broker.url, k("dead"))).toEqual([flagged("persistent")]);
    expect(await contentsOf(broker.url, k("dying"))).toEqual([]);
  });

  it("ST1: what is there again is declared as it was", async () => {
    await onChannel(broker.url, async (channel) => {
      await channel.assertQueue(k("durable"), durable);
      await channel.assertExchange(k("x"), "direct", durable);
    });
    const other = onChannel(broker.url, (channel) =>
      channel.assertQueue(k("durable"), { durable: false }),
    );
    await expect(other).rejects.toThrow("inequivalent arg 'durable'");
  });
});
