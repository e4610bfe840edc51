import { randomUUID } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { runProgram, startProgram, type Program } from "#tests/support/programs/program.ts";
import { hasAmqpTools } from "#tests/support/tools.ts";
import { openWire } from "#broker/testing/wire-client.ts";
import { byTitle } from "./by-title.ts";
import { LOG_PATTERNS } from "./log-patterns.ts";

const { url } = await conformanceBroker();

/** A shell command that shows the task on its input and works on it; a long one longer than any test. */
const WORK = 'read -r task; echo "$task"; case "$task" in long*) exec sleep 30 >&- 2>&-;; esac';

/** Runs one of librabbitmq's command-line clients on the broker. */
const amqp = (name: string, ...args: string[]) =>
  runProgram(`amqp-${name}`, [`--url=${url}`, ...args]);

/** Starts consuming. */
const consume = (...args: string[]) => startProgram("amqp-consume", [`--url=${url}`, ...args]);

const publish = async (key: string, ...bodies: string[]) => {
  for (const body of bodies) await amqp("publish", "-r", key, "-b", `${body}\n`);
};

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
    await publish(queue, "a", "b", "c");
    expect(await amqp("consume", "-q", queue, "-p", "1", "-c", "2", "cat")).toEqual(["a", "b"]);
    wire.send("basic.get", { queue });
    expect(await wire.until("get-ok")).toEqual([
      expect.stringMatching(/^get-ok c\s+\*? ?\(0 left\)$/),
    ]);
  });

  it("declares a queue and deletes it", async () => {
    const queue = `librabbitmq-${randomUUID()}`;
    expect(await amqp("declare-queue", "-q", queue)).toEqual([queue]);
    await publish(queue, "a", "b");
    expect(await amqp("delete-queue", "-q", queue)).toEqual(["2"]);
  });

  it("DQ10, DQ27: works one task at a time; killed, what it worked on goes to the next", async () => {
    const { queue, wire } = await aQueue();
    const one = consume("-q", queue, "-p", "1", "--", "sh", "-c", WORK);
    await publish(queue, "long");
    await eventually(() => {
      expect(one.lines).toEqual(["long"]);
    });
    const two = consume("-q", queue, "-p", "1", "--", "sh", "-c", WORK);
    // It shows a task before it acknowledges it: with the next one in hand it has, and is busy.
    await publish(queue, "a", "b", "c", "long too");
    await eventually(() => {
      expect(two.lines).toEqual(["a", "b", "c", "long too"]);
    });
    await wire.call("basic.consume", { queue, consumerTag: "next", noAck: true });
    await one.end("SIGKILL");
    expect((await wire.until("deliver")).join()).toMatch(/^deliver next long\s+\*$/);
  });
});

describe.skipIf(!hasAmqpTools)("librabbitmq: logs", () => {
  it.each(byTitle(LOG_PATTERNS))("%s", async (_title, { type, logs, receivers }) => {
    const wire = await openWire(url);
    const exchange = wire.unique("exchange");
    await wire.call("exchange.declare", { exchange, type, autoDelete: true });
    const seen: { program: Program; texts: readonly string[] }[] = [];
    for (const { keys, sees } of receivers) {
      const [key, ...others] = keys;
      if (others.length > 0) continue; // amqp-consume binds once, and not at all with an empty key
      const program = consume("-e", exchange, "-r", key === "" ? "any" : key!, "cat");
      await eventually(() => {
        expect(program.stderr()).toMatch(/^Server provided queue name: amq\.gen-/);
      });
      seen.push({ program, texts: sees.map((line) => line.replace(/^.*:/, "")) });
    }
    for (const { key, text } of logs)
      await amqp("publish", "-e", exchange, "-r", key, "-b", `${text}\n`);
    await eventually(() => {
      expect(seen.map(({ program }) => program.lines)).toEqual(seen.map(({ texts }) => texts));
    });
  });
});

describe.skipIf(!hasAmqpTools)("librabbitmq: refused", () => {
  const at = (change: (url: URL) => void) => {
    const there = new URL(url);
    change(there);
    return `--url=${there.href}`;
  };
  const connect = (there: string) => runProgram("amqp-declare-queue", [there, "-q", "none"]);

  it("CN3: a wrong password", async () => {
    await expect(connect(at((there) => (there.password = "wrong")))).rejects.toThrow(
      "server connection error 403, message: ACCESS_REFUSED - Login was refused using authentication mechanism PLAIN.",
    );
  });

  it("CN7: a virtual host that is not there", async () => {
    await expect(connect(at((there) => (there.pathname = "/nope")))).rejects.toThrow(
      "server connection error 530, message: NOT_ALLOWED - vhost nope not found",
    );
  });

  it("QU3: a queue that is not there", async () => {
    await expect(amqp("get", "-q", "h-nope")).rejects.toThrow(
      "server channel error 404, message: NOT_FOUND - no queue 'h-nope' in vhost '/'",
    );
  });

  it("QU1: a queue declared again with other settings", async () => {
    const { queue } = await aQueue();
    await expect(amqp("declare-queue", "-d", "-q", queue)).rejects.toThrow(
      `server channel error 406, message: PRECONDITION_FAILED - inequivalent arg 'durable' for queue '${queue}' in vhost '/': received 'true' but current is 'false'`,
    );
  });

  it("QU6: another connection's exclusive queue", async () => {
    const wire = await openWire(url);
    const queue = wire.unique("queue");
    await wire.call("queue.declare", { queue, exclusive: true });
    await expect(amqp("delete-queue", "-q", queue)).rejects.toThrow(
      `server channel error 405, message: RESOURCE_LOCKED - cannot obtain exclusive access to locked queue '${queue}' in vhost '/'`,
    );
  });

  it("QU8: the deletion of a queue that is not empty, when it must be", async () => {
    const { queue } = await aQueue();
    await publish(queue, "a");
    await expect(amqp("delete-queue", "-e", "-q", queue)).rejects.toThrow(
      `server channel error 406, message: PRECONDITION_FAILED - queue '${queue}' in vhost '/' not empty`,
    );
  });

  it("BA1: an exchange that is not there", async () => {
    await expect(amqp("publish", "-e", "h-nope", "-b", "m")).rejects.toThrow(
      "server channel error 404, message: NOT_FOUND - no exchange 'h-nope' in vhost '/'",
    );
  });
});
