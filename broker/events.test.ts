import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Channel } from "amqplib";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { startBroker, type BrokerEvent } from "./index.ts";

/** An event as a line: what it is about, without what differs from run to run. */
function line(event: BrokerEvent): string {
  const { type } = event;
  switch (type) {
    case "returned":
      return `returned ${event.routingKey} to ${event.client.connectionName}`;
    case "missed":
      return `missed ${event.count}`;
    case "consumer-added":
    case "consumer-removed":
      return `${type} ${event.consumerTag} of ${event.queue}`;
    case "delivered":
    case "acked":
    case "rejected":
    case "requeued": {
      const { messageId, consumerTag = "get", deliveryTag, redelivered } = event;
      const flag = redelivered ? " again" : "";
      return `${type} ${messageId}${flag}: ${consumerTag} ${deliveryTag}`;
    }
    default:
      return `${type} ${event.messageId}`;
  }
}

async function listening() {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const events: BrokerEvent[] = [];
  const stop = broker.events.listen((event) => events.push(event));
  const connection = await connect(broker.url, { clientProperties: { connection_name: "ann" } });
  onTestFinished(() => connection.close().catch(() => undefined));
  const channel = await connection.createChannel();
  await channel.assertQueue("q", { durable: false });
  const lines = () => events.map(line);
  return { broker, channel, connection, events, lines, stop };
}

/** Publishes so many messages and waits until the broker has them. */
async function publish(channel: Channel, count: number): Promise<void> {
  for (let i = 0; i < count; i++) channel.sendToQueue("q", Buffer.from("abc"));
  await channel.checkQueue("q");
}

describe("broker.events", () => {
  it("tells a message's life: enqueued, delivered, requeued, delivered again, acked", async () => {
    const { channel, lines } = await listening();
    let given = 0;
    await channel.consume(
      "q",
      (message) => {
        if (message === null) return;
        if (++given === 1) channel.nack(message);
        else channel.ack(message);
      },
      { consumerTag: "c" },
    );
    await publish(channel, 1);
    await eventually(() => {
      expect(lines()).toHaveLength(6);
    });
    expect(lines()).toEqual([
      "consumer-added c of q",
      "enqueued 1",
      "delivered 1: c 1",
      "requeued 1: c 1",
      "delivered 1 again: c 2",
      "acked 1 again: c 2",
    ]);
  });

  it("says whose channel it was, and what the message is", async () => {
    const { channel, events } = await listening();
    await publish(channel, 1);
    await channel.get("q");
    await eventually(() => {
      expect(events).toHaveLength(2);
    });
    const [enqueued, delivered] = events;
    const message = { queue: "q", messageId: 1, exchange: "", routingKey: "q", bodyBytes: 3 };
    expect(enqueued).toMatchObject({ type: "enqueued", ...message, redelivered: false });
    expect(delivered).toMatchObject({
      ...message,
      noAck: false,
      consumerTag: undefined,
      deliveryTag: 1,
      client: { channel: 1, connectionName: "ann", product: "amqplib" },
    });
    expect(delivered?.atMs).toBeGreaterThanOrEqual(enqueued?.atMs ?? Infinity);
  });

  it("tells the message-id its publisher gave it, after a restart too", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "events-"));
    onTestFinished(() => rm(dataDir, { recursive: true }));
    const broker = await startBroker({ dataDir });
    onTestFinished(() => broker.close());
    const ids: string[] = [];
    broker.events.listen((event) => {
      if ("amqpMessageId" in event) ids.push(`${event.type} ${event.amqpMessageId}`);
    });
    const first = await connect(broker.url);
    first.on("error", () => undefined); // the restart closes it
    const before = await first.createConfirmChannel();
    await before.assertQueue("d");
    before.sendToQueue("d", Buffer.from("x"), { persistent: true, messageId: "7" });
    before.publish("", "nowhere", Buffer.from("x"), { mandatory: true, messageId: "8" });
    before.sendToQueue("d", Buffer.from("x"), { persistent: true });
    await before.waitForConfirms();
    await broker.restart();
    const connection = await connect(broker.url);
    onTestFinished(() => connection.close());
    const channel = await connection.createChannel();
    for (const answer of [await channel.get("d"), await channel.get("d")])
      if (answer !== false) channel.ack(answer);
    await channel.checkQueue("d");
    expect(ids).toEqual([
      "enqueued 7",
      "returned 8",
      "enqueued undefined",
      "delivered 7",
      "delivered undefined",
      "acked 7",
      "acked undefined",
    ]);
  });

  it("tells what is rejected, purged, deleted, and given without ack", async () => {
    const { channel, events, lines } = await listening();
    await publish(channel, 4);
    const got = await channel.get("q");
    if (got !== false) channel.reject(got, false);
    await channel.get("q", { noAck: true });
    await channel.purgeQueue("q");
    await publish(channel, 1);
    await channel.deleteQueue("q");
    expect(lines().slice(4)).toEqual([
      "delivered 1: get 1",
      "rejected 1: get 1",
      "dropped 1",
      "delivered 2: get 2",
      "purged 3",
      "purged 4",
      "enqueued 5",
      "deleted 5",
    ]);
    expect(events[7]).toMatchObject({ type: "delivered", noAck: true });
  });

  it("tells what is returned, and what a channel gives back when it closes", async () => {
    const { channel, connection, lines } = await listening();
    channel.publish("", "nowhere", Buffer.from("x"), { mandatory: true });
    await publish(channel, 1);
    const other = await connection.createChannel();
    await other.consume("q", () => undefined, { consumerTag: "c" });
    await other.close();
    expect(lines()).toEqual([
      "returned nowhere to ann",
      "enqueued 1",
      "consumer-added c of q",
      "delivered 1: c 1",
      "consumer-removed c of q",
      "requeued 1: c 1",
    ]);
  });

  it("tells every listener until it stops, and the others go on", async () => {
    const { broker, channel, events, stop } = await listening();
    const others: BrokerEvent[] = [];
    const stopOther = broker.events.listen((event) => others.push(event));
    await publish(channel, 1);
    stop();
    await publish(channel, 1);
    stopOther();
    await publish(channel, 1);
    expect([events.length, others.length]).toEqual([1, 2]);
  });
});
