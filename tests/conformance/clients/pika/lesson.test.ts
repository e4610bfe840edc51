import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { runProgram, startProgram } from "#tests/support/programs/program.ts";
import { pikaPython } from "#tests/support/tools.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();
const python = pikaPython ?? "python3";
const WAITING = " [*] Waiting for messages. To exit press CTRL+C";
const DONE = " [x] done";
const received = (...texts: string[]) => texts.flatMap((text) => [` [x] Received '${text}'`, DONE]);

const script = (name: string) => join(import.meta.dirname, name);

/** The tutorial's queue, workers started one after the other, and a second short enough for a test. */
async function lesson({ worker, dotSeconds = 0.1 }: { worker: string; dotSeconds?: number }) {
  const queue = `hello-${randomUUID()}`;
  const wire = await openWire(url);
  onTestFinished(async () => {
    await wire.call("queue.delete", { queue });
  });
  return {
    queue,
    startWorker: async (its = { dotSeconds }) => {
      const program = startProgram(python, [script(worker), url, queue], {
        DOT_SECONDS: String(its.dotSeconds),
      });
      await eventually(() => {
        expect(program.lines, program.stderr()).toContain(WAITING);
      });
      return program;
    },
    run: (name: string, ...messages: string[]) =>
      runProgram(python, [script(name), url, queue, ...messages]),
  };
}

describe.skipIf(pikaPython === undefined)("the tutorial's own programs", () => {
  it("two workers, five tasks of one to five dots: 1, 3, 5 and 2, 4", async () => {
    const { startWorker, run } = await lesson({ worker: "worker.py" });
    const [one, two] = [await startWorker(), await startWorker()];
    for (let dots = 1; dots <= 5; dots++)
      expect(await run("send.py", `first msg${".".repeat(dots)}`)).toEqual([
        " [x] Sent 'Hello World!'",
      ]);
    await eventually(() => {
      expect(one.lines).toEqual([
        WAITING,
        ...received("first msg.", "first msg...", "first msg....."),
      ]);
      expect(two.lines).toEqual([WAITING, ...received("first msg..", "first msg....")]);
    });
  });

  it("a backlog goes whole to the worker that comes first", async () => {
    const { startWorker, run } = await lesson({ worker: "worker.py" });
    for (const text of ["a.", "b.", "c."]) await run("send.py", text);
    const [one, two] = [await startWorker(), await startWorker()];
    await eventually(() => {
      expect(one.lines).toEqual([WAITING, ...received("a.", "b.", "c.")]);
    });
    expect(two.lines).toEqual([WAITING]);
  });

  it("killed under auto-ack, a worker takes what it held with it", async () => {
    const { startWorker, run } = await lesson({ worker: "worker.py" });
    const [one, two] = [await startWorker(), await startWorker()];
    for (const text of ["a.........", "b.", "c.", "d."]) await run("send.py", text);
    await eventually(() => {
      expect(one.lines).toContain(" [x] Received 'a.........'");
    });
    await one.end("SIGKILL");
    await run("send.py", "e.");
    await eventually(() => {
      expect(two.lines).toEqual([WAITING, ...received("b.", "d.", "e.")]);
    });
  });

  it("killed with acks by hand, its task goes to the other, marked as delivered before", async () => {
    const { startWorker, run } = await lesson({ worker: "fair_worker.py" });
    // The first is slow: it is killed long before it would be done.
    const [one, two] = [await startWorker({ dotSeconds: 2 }), await startWorker()];
    await run("new_task.py", "a.........", "b.");
    await eventually(() => {
      expect(one.lines).toContain(" [x] Received 'a.........'");
    });
    await one.end("SIGKILL");
    await eventually(() => {
      expect(two.lines).toEqual([
        WAITING,
        ...received("b."),
        " [x] Received 'a.........' again",
        DONE,
      ]);
    });
  });

  it("one at a time: who is done first gets the next", async () => {
    const { startWorker, run } = await lesson({ worker: "fair_worker.py", dotSeconds: 0.2 });
    const [one, two] = [await startWorker(), await startWorker()];
    const dots = [4, 2, 5, 1, 7, 2, 6, 1, 6, 2];
    await run("new_task.py", ...dots.map((count, i) => `${i + 1}${".".repeat(count)}`));
    const tasks = (lines: readonly string[]) =>
      lines.flatMap((line) => /Received '(\d+)/.exec(line)?.[1] ?? []).join(" ");
    await eventually(
      () => {
        expect(tasks(one.lines)).toBe("1 4 5 8 9");
        expect(tasks(two.lines)).toBe("2 3 6 7 10");
      },
      { withinMs: 40_000 },
    );
  });
});
