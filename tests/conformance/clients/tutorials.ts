import { describe, expect, it, onTestFinished } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { severableProxy } from "#tests/support/faults/severable-proxy.ts";
import { openWire } from "#broker/testing/wire-client.ts";
import { LOG_PATTERNS } from "./log-patterns.ts";
import { byTitle } from "./by-title.ts";
import { fibonacci, type Seen, type TutorialClient } from "./tutorial-client.ts";

/** A task no test waits for. */
const LONG = `long${".".repeat(50)}`;
const NUMBERS = [11, 0, 7, 1, 15];
const TEXTS = Array.from({ length: 50 }, (_, i) => `message ${i}`);

/** RabbitMQ's tutorials, told by what each program must see, with the client given. */
export function describeTutorials(url: string, client: TutorialClient): void {
  describe("work queues", () => {
    it("DQ1: hello world: receivers take turns", async () => {
      const { queue } = await names(url);
      const [one, two] = [await client.receive(url, queue), await client.receive(url, queue)];
      await client.send(url, queue, ["a", "b", "c", "d", "e"]);
      await eventually(() => {
        expect([one(), two()]).toEqual([
          ["a", "c", "e"],
          ["b", "d"],
        ]);
      });
    });

    it("DQ10: fair dispatch: who is busy gets nothing more", async () => {
      const { queue } = await names(url);
      const [one, two] = [await client.work(url, queue), await client.work(url, queue)];
      await client.newTasks(url, queue, [LONG, "a.", "b.", "c.", "d."]);
      await eventually(() => {
        expect([one(), two()]).toEqual([[LONG], ["a.", "b.", "c.", "d."]]);
      });
    });

    it("DQ27: a worker whose connection is killed at work: its task goes to the next, as redelivered", async () => {
      const { queue } = await names(url);
      const doomed = await severable(url);
      const one = await client.work(doomed.url, queue);
      const two = await client.work(url, queue);
      await client.newTasks(url, queue, [LONG, "a."]);
      await eventually(() => {
        expect([one(), two()]).toEqual([[LONG], ["a."]]);
      });
      doomed.cut();
      await eventually(() => {
        expect(two()).toEqual(["a.", `${LONG} again`]);
      });
    });

    it("QU9: a worker whose queue is deleted is told", async () => {
      const { queue, wire } = await names(url);
      const seen = await client.work(url, queue);
      await wire.call("queue.delete", { queue });
      await eventually(() => {
        expect(seen()).toEqual(["cancelled"]);
      });
    });
  });

  describe("logs", () => {
    it.each(byTitle(LOG_PATTERNS))("%s", async (_title, { type, logs, receivers }) => {
      const { exchange: name } = await names(url);
      const exchange = { name, type };
      const seen: Seen[] = [];
      for (const { keys } of receivers) seen.push(await client.receiveLogs(url, exchange, keys));
      await client.emitLogs(url, exchange, logs);
      await eventually(() => {
        expect(seen.map((lines) => lines())).toEqual(receivers.map(({ sees }) => sees));
      });
    });
  });

  describe("RPC", () => {
    it.each(Object.entries(client.askFibonacci))("with %s", async (_replyTo, ask) => {
      const { queue } = await names(url);
      await client.serveFibonacci(url, queue);
      const backwards = NUMBERS.toReversed();
      expect(await Promise.all([ask(url, queue, NUMBERS), ask(url, queue, backwards)])).toEqual([
        NUMBERS.map(fibonacci),
        backwards.map(fibonacci),
      ]);
    });
  });

  describe("BA6: publisher confirms", () => {
    it.each(Object.entries(client.publishConfirmed))("%s", async (_manner, publish) => {
      const { queue, wire } = await names(url);
      await wire.call("queue.declare", { queue, durable: true });
      await publish(url, queue, TEXTS);
      expect(await wire.call("queue.declare", { queue, passive: true })).toEqual([
        expect.stringMatching(new RegExp(` ${TEXTS.length} 0$`)),
      ]);
    });
  });
}

/** A queue and an exchange no other test uses; whoever declares them, they go with the test. */
async function names(url: string) {
  const wire = await openWire(url);
  const [queue, exchange] = [wire.unique("queue"), wire.unique("exchange")];
  onTestFinished(async () => {
    await wire.call("queue.delete", { queue });
    await wire.call("exchange.delete", { exchange });
  });
  return { wire, queue, exchange };
}

/** The broker at a URL of which all connections can be killed. */
async function severable(url: string) {
  const there = new URL(url);
  const proxy = await severableProxy({ port: Number(there.port) });
  onTestFinished(() => proxy.close());
  there.port = String(proxy.port);
  return { url: there.href, cut: proxy.cut };
}
