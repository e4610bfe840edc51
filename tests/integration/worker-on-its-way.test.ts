import { expect, it } from "vitest";
import { BrokerConnection, Pool } from "#workers";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import { systemClock } from "#server/wall-clock.ts";
import { eventually } from "#tests/support/eventually.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { NO_LIMIT } from "#workers/machine/delivery-limit.ts";

const { url } = await conformanceBroker();
const W1 = "w1" as WorkerId;
const W2 = "w2" as WorkerId;
const QUEUE = "dispatch-lab.on-its-way";

/** A pool without a queue, unless one is made: whoever consumes is told off, so the log tells who did and when. */
function pool(knows = false) {
  const log: RunEvent[] = [];
  const clock = new LabClock(systemClock);
  clock.resume();
  const recruits = new Pool(
    {
      url,
      queue: QUEUE,
      arm: "A",
      settings: { prefetch: 1, ack: "manual" },
      connectionName: (worker) => `test ${worker}`,
    },
    {
      report: (event) => log.push(event),
      clock,
      wall: systemClock,
      onQueueLost: () => undefined,
      limit: () => NO_LIMIT,
      tasks: { knows: () => knows, adopt: () => 1 as TaskNumber },
    },
  );
  return { pool: recruits, log, types: () => log.map(({ type }) => type) };
}

const recruits = [
  { worker: W1, speed: 1 },
  { worker: W2, speed: 1 },
];

it("a change of strategy finds workers on their way in, and lets them in", async () => {
  const { pool: crew, types } = pool();
  const joining = crew.join([{ worker: W1, speed: 1 }]);
  await crew.retune({ prefetch: 2, ack: "auto" });
  expect(crew.staying).toContain(W1);
  await joining;
  expect(types()[0]).toBe("worker-joined");
  await crew.close();
});

it("a worker told to go before it has come never comes, and nothing is said of it", async () => {
  const { pool: crew, types, log } = pool();
  const joining = crew.join(recruits);
  crew.worker(W2)?.act({ type: "set-speed", speed: 2 });
  crew.worker(W1)?.act({ type: "stop" });
  await joining;
  expect(crew.staying).not.toContain(W1);
  expect(types()[0]).toBe("worker-joined");
  expect(log[0]).toMatchObject({ worker: W2, speed: 2 });
  await crew.close();
});

it("a task that takes no time is acknowledged, though it is here before the broker's answer", async () => {
  const { pool: crew, types } = pool(true);
  const connection = await BrokerConnection.open({ url, name: "test publisher" });
  const channel = await connection.openConfirmChannel();
  await channel.assertQueue(QUEUE, { durable: false });
  for (const messageId of ["1", "2"]) channel.sendToQueue(QUEUE, Buffer.from("hi"), { messageId });
  await channel.waitForConfirms();
  await crew.join([{ worker: W1, speed: 1 }]);
  await eventually(() => {
    expect(types().filter((type) => type === "acked")).toHaveLength(2);
  });
  await crew.close();
  expect((await channel.checkQueue(QUEUE)).messageCount).toBe(0);
  await channel.deleteQueue(QUEUE);
  await connection.close();
});
