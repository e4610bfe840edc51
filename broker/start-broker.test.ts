import { once } from "node:events";
import { connect } from "node:net";
import amqp, { type ChannelModel } from "amqplib";
import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "./testing/eventually.ts";
import { connectWire, openWire } from "./testing/wire-client.ts";
import { RELEASE_NAMES, startBroker, type BrokerOptions } from "./index.ts";

async function runningBroker(options: BrokerOptions = {}) {
  const broker = await startBroker(options);
  onTestFinished(() => broker.close());
  return broker;
}

async function client(url: string): Promise<ChannelModel> {
  const model = await amqp.connect(url, { noDelay: true, timeout: 30_000 });
  model.on("error", () => undefined);
  onTestFinished(() => model.close().catch(() => undefined));
  return model;
}

/** A logged-in client with channel 1 open, and its socket. */
async function connected(url: string) {
  const { socket, client, greet } = await connectWire(url);
  await greet({});
  client.send("connection.open", { virtualHost: "/" }, 0);
  await client.call("channel.open");
  return { socket, client };
}

describe("startBroker", () => {
  it("serves amqplib: publish, hold, acknowledge", async () => {
    const { url, queueCounts } = await runningBroker();
    const model = await client(url);
    const channel = await model.createConfirmChannel();
    const { queue } = await channel.assertQueue("", { exclusive: true });
    for (const text of ["1", "2", "3"]) channel.sendToQueue(queue, Buffer.from(text));
    await channel.waitForConfirms();
    expect(queueCounts(queue)).toEqual({ ready: 3, unacked: 0, consumers: 0 });

    const got: string[] = [];
    await channel.prefetch(1);
    await channel.consume(queue, (message) => {
      if (message === null) return;
      got.push(message.content.toString());
      if (got.length < 3) channel.ack(message);
    });
    await eventually(() => {
      expect(got).toEqual(["1", "2", "3"]);
    });
    expect(queueCounts(queue)).toEqual({ ready: 0, unacked: 1, consumers: 1 });
    expect(queueCounts("nope")).toBeUndefined();
  });

  it.each(RELEASE_NAMES)("CN2: says it is RabbitMQ %s, and who it really is", async (release) => {
    const { url } = await runningBroker({ release, product: "Hutch", version: "1.2.3" });
    const { serverProperties } = (await client(url)).connection;
    expect(serverProperties).toMatchObject({
      product: "RabbitMQ",
      version: expect.stringMatching(`^${release.replace(".", "\\.")}\\.\\d+$`) as string,
      emulated_by: "Hutch 1.2.3",
      cluster_name: "Hutch",
    });
  });

  it("carries a message of many frames unchanged", async () => {
    const { url } = await runningBroker();
    const channel = await (await client(url)).createChannel();
    const { queue } = await channel.assertQueue("", { exclusive: true });
    const body = Buffer.from(Uint8Array.from({ length: 1_000_000 }, (_, i) => i * 31));
    channel.sendToQueue(queue, body, { headers: { lang: "中文" }, messageId: "7" });
    await eventually(async () => {
      const message = await channel.get(queue, { noAck: true });
      expect(message && message.content.equals(body)).toBe(true);
      expect(message && message.properties).toMatchObject({
        messageId: "7",
        headers: { lang: "中文" },
      });
    });
  });

  it("CN10: gives back what a killed client held", async () => {
    const { url, queueCounts } = await runningBroker();
    const { socket, client: doomed } = await connected(url);
    doomed.send("queue.declare", { queue: "k" });
    doomed.publish("m1", { key: "k" });
    await doomed.call("basic.consume", { queue: "k" });
    await doomed.until("deliver");
    expect(queueCounts("k")).toEqual({ ready: 0, unacked: 1, consumers: 1 });
    socket.resetAndDestroy();
    await eventually(() => {
      expect(queueCounts("k")).toEqual({ ready: 1, unacked: 0, consumers: 0 });
    });
  });

  it("CN14: close tells every client and frees the port", async () => {
    const broker = await startBroker();
    const wire = await openWire(broker.url);
    await broker.close();
    expect(await wire.until("closed")).toEqual([
      "connection.close 320 CONNECTION_FORCED - broker forced connection closure with reason 'shutdown'",
      "closed",
    ]);
    const again = await runningBroker({ port: broker.port });
    expect(again.port).toBe(broker.port);
  });

  it("takes restarts one after the other, asked for at once or not", async () => {
    const broker = await runningBroker();
    await Promise.all([broker.restart(), broker.restart({ kill: true })]);
    await openWire(broker.url);
  });

  it("once closed stays so, whatever it was told before and after", async () => {
    const broker = await startBroker();
    const restarting = broker.restart();
    await broker.close();
    await restarting;
    await expect(broker.restart()).rejects.toThrow("closed");
    const again = await runningBroker({ port: broker.port });
    expect(again.port).toBe(broker.port);
  });

  it("rejects when the port is taken", async () => {
    const { port } = await runningBroker();
    await expect(startBroker({ port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("CN1: answers a browser with its protocol header and hangs up", async () => {
    const { port } = await runningBroker({ release: "3.10" });
    const socket = connect(port, "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\n\r\n");
    const answer: Buffer[] = [];
    socket.on("data", (chunk) => answer.push(chunk));
    await once(socket, "end");
    expect(Buffer.concat(answer).toString("latin1")).toBe("AMQP\0\0\x09\x01");
  });

  it("CN17: does not pile up answers for a client that reads none", async () => {
    const { url, queueCounts } = await runningBroker();
    const total = 60;
    const wire = await openWire(url);
    await wire.call("queue.declare", { queue: "k" });
    for (let i = 0; i < total; i++) wire.publish("x".repeat(500_000), { key: "k" });
    await eventually(() => {
      expect(queueCounts("k")).toMatchObject({ ready: total });
    });

    const { socket, client: deaf } = await connected(url);
    socket.pause();
    for (let i = 0; i < total; i++) {
      deaf.send("basic.get", { queue: "k" });
      await wire.call("basic.qos");
    }
    expect(queueCounts("k")?.unacked).toBeLessThan(total);
    socket.resume();
    await eventually(() => {
      expect(queueCounts("k")).toMatchObject({ ready: 0, unacked: total });
    });
  });
});
