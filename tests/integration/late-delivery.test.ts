import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startBrokerProcess } from "#broker";
import { Run } from "#server/runs/run.ts";
import { systemClock } from "#server/wall-clock.ts";
import { ok } from "#shared/kernel/result.ts";
import type { RunId } from "#shared/run-log/run-event.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { messageIdOf } from "#workers/machine/message-id.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const PROGRAM = join(import.meta.dirname, "../../broker/main.ts");

/** Publishes a copy of task 1, in a process of its own: this one stands still meanwhile, and reads nothing. */
const COPY = `
const { connect } = await import("amqplib");
const [url, queue, messageId] = process.argv.slice(1);
const connection = await connect(url);
const channel = await connection.createConfirmChannel();
channel.sendToQueue(queue, Buffer.from("task."), { messageId });
await channel.waitForConfirms();
await connection.close();
`;

it("a run does not end while a copy of what it has as gone is on its way to a worker", async () => {
  const embedded = await startBrokerProcess({
    program: { path: PROGRAM, execArgv: ["--import", "tsx"] },
  });
  onTestFinished(() => embedded.close());
  const { url } = embedded;
  const broker = { url, identity: { kind: "other", product: "any", version: "" } } as const;
  const scenario = oneArm([1], { workers: 2, strategy: WAIT_FOR_ACK });
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  let hasRejected = false;
  const run: Run = new Run(
    { runId: "late" as RunId, owner: "test", scenario, speed: 20, broker },
    {
      wall: systemClock,
      brokerBack: () => Promise.resolve(broker),
      restartBroker: () => Promise.resolve(ok(null)),
      observers: [
        {
          onEvent: ({ type }) => {
            if (type !== "started" || hasRejected) return;
            hasRejected = true;
            queueMicrotask(rejectWhileACopyComes);
          },
        },
      ],
      onPhase: (phase) => {
        if (phase === "closed") end();
      },
    },
  );
  const rejectWhileACopyComes = () => {
    const { queue } = run.recorder.state.arms[0]!;
    const copied = [url, queue!.name, messageIdOf({ task: 1 as TaskNumber })];
    execFileSync(process.execPath, ["--input-type=module", "-e", COPY, ...copied]);
    run
      .arm("A")
      ?.crew.worker("w1" as WorkerId)
      ?.act({ type: "reject", requeue: false });
  };
  await run.prepare();
  await run.start();
  await ended;
  const state = expectSoundLog(run.recorder.log);
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  expect(state.arms[0]?.counts).toMatchObject({ done: 1, held: 0, running: 0, lost: 0 });
});
