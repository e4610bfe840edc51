import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { pikaPython } from "#tests/support/tools.ts";
import { openWire } from "#broker/testing/wire-client.ts";
import { run, start } from "./pika.ts";

const { url } = await conformanceBroker();

/** A queue that goes with the test. */
async function aQueue({ declare = false } = {}) {
  const wire = await openWire(url);
  const queue = `pika-${randomUUID()}`;
  if (declare) await wire.call("queue.declare", { queue });
  onTestFinished(async () => {
    await wire.call("queue.delete", { queue });
  });
  return { wire, queue };
}

describe.skipIf(pikaPython === undefined)("pika", () => {
  it("TX1: transactions of publishes and acks", async () => {
    const { queue } = await aQueue();
    expect(await run("transactions.py", url, queue)).toEqual([
      "published: 0 ready",
      "rolled back: 0 ready",
      "committed: 2 ready",
      "c acknowledged and rolled back, then given back: 2 ready",
      "c acknowledged and committed: 1 ready",
    ]);
  });

  it("CN10: a worker that sends no heartbeats in its callback: another is given its task meanwhile", async () => {
    const { wire, queue } = await aQueue({ declare: true });
    const impatient = new URL(url);
    impatient.searchParams.set("heartbeat", "1");
    const worker = await start("blocked_worker.py", impatient.href, queue, "5");
    wire.publish("task", { key: queue });
    await eventually(() => {
      expect(worker.lines).toEqual(["waiting", "working"]);
    });
    await wire.call("basic.consume", { queue, consumerTag: "other", noAck: true });
    expect(await wire.until("deliver")).toEqual(["deliver other task*"]);
    expect(worker.lines).toEqual(["waiting", "working"]);
    await worker.exit;
    expect(worker.lines).toEqual(["waiting", "working", "done", "StreamLostError"]);
  });

  it("DQ11: a prefetch changed between two consumers is the second's", async () => {
    const { queue } = await aQueue();
    expect(await run("prefetch.py", url, queue)).toEqual([
      "one at a time 0",
      "three at a time 1",
      "three at a time 2",
      "three at a time 3",
    ]);
  });

  it("DQ26: recover", async () => {
    const { queue } = await aQueue();
    expect(await run("recover.py", url, queue)).toEqual([
      "a first 1",
      "b first 2",
      "a again 3",
      "b again 4",
      "0 left",
    ]);
  });

  it("QU9: the asynchronous adapter works two at a time and is told when its queue goes", async () => {
    const { wire, queue } = await aQueue({ declare: true });
    const worker = await start("async_worker.py", url, queue);
    const tasks = ["a", "b", "c", "d", "e"];
    for (const task of tasks) wire.publish(task, { key: queue });
    await eventually(() => {
      expect(worker.lines).toEqual(["waiting", ...tasks]);
    });
    await wire.call("queue.delete", { queue });
    expect(await worker.exit).toBe(0);
    expect(worker.lines.slice(-2)).toEqual(["cancelled", "closed"]);
  });

  it("EX11: exchanges bound to exchanges: a message that comes by two ways comes once", async () => {
    expect(await run("exchange_bind.py", url, `pika-${randomUUID()}`)).toEqual([
      "bound twice: kern.info cron.info kern.critical",
      "bound once: kern.info cron.info",
    ]);
  });
});
