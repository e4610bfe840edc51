import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { runProgram } from "#tests/support/program.ts";
import { hasAmqpTools } from "#tests/support/tools.ts";
import { openWire } from "#tests/support/wire-client.ts";

const { url } = await conformanceBroker();

/** Runs one of librabbitmq's command-line clients on the broker. */
const amqp = (name: string, ...args: string[]) =>
  runProgram(`amqp-${name}`, [`--url=${url}`, ...args]);

/** A queue that anyone may use, and that goes with the test. */
async function aQueue() {
  const wire = await openWire(url);
  const queue = `librabbitmq-${randomUUID()}`;
  await wire.call("queue.declare", { queue });
  onTestFinished(async () => {
    await wire.call("queue.delete", { queue });
  });
  return { wire, queue };
}

describe.skipIf(!hasAmqpTools)("librabbitmq", () => {
  it("publishes, and gets it back", async () => {
    const { queue } = await aQueue();
    await amqp("publish", "-r", queue, "-b", "first msg...");
    expect(await amqp("get", "-q", queue)).toEqual(["first msg..."]);
  });

  it("consumes one at a time beside others and leaves after a count", async () => {
    const { queue, wire } = await aQueue();
    for (const body of ["a", "b", "c"]) wire.publish(`${body}\n`, { key: queue });
    expect(await amqp("consume", "-q", queue, "-p", "1", "-c", "2", "cat")).toEqual(["a", "b"]);
    wire.send("basic.get", { queue });
    expect(await wire.until("get-ok")).toEqual([
      expect.stringMatching(/^get-ok c\s+\*? ?\(0 left\)$/),
    ]);
  });

  it("declares a queue and deletes it", async () => {
    const queue = `librabbitmq-${randomUUID()}`;
    expect(await amqp("declare-queue", "-q", queue)).toEqual([queue]);
    expect(await amqp("delete-queue", "-q", queue)).toEqual(["0"]);
  });
});
