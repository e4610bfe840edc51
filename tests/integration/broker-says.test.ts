import amqp from "amqplib";
import { expect, it } from "vitest";
import { ledgerOf } from "#shared/run/ledger.ts";
import { violations } from "#shared/run/invariants.ts";
import { presets } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const { url } = await conformanceBroker();
const server = await startLabServer({ AMQP_URL: url });

/** A run of one arm that lasts `dots` seconds of lab time. */
async function running(dots: number, speed: 1 | 20): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const [arm] = presets.equal.arms;
  const scenario: Scenario = {
    ...presets.equal,
    preset: null,
    workload: tasksOfDots([dots]),
    arms: [arm!],
  };
  await client.must({ type: "set-speed", speed }, { type: "set-scenario", scenario });
  await client.must({ type: "run" });
  await eventually(() => {
    expect(client.types()).toContain("started");
  });
  return client;
}

const stateOf = (client: LabClient) => client.state.arms[0]!;

it("a queue redeclared with another type: the broker's words, and the next run has it", async () => {
  const client = await running(20, 20);
  const { name } = stateOf(client).queue!;
  await client.must({ type: "set-strategy", arm: "A", strategy: { queueType: "quorum" } });
  await eventually(() => {
    expect(stateOf(client).refusedRedeclare).toMatchObject({
      queueType: "quorum",
      durable: true,
      replyCode: 406,
      replyText: `PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue '${name}' in vhost '/': received 'quorum' but current is 'classic'`,
    });
  });
  expect(stateOf(client).queue?.queueType).toBe("classic");
  expect(client.lab?.scenario.arms[0]!.strategy.queueType).toBe("quorum");
});

it("a queue redeclared with the other durability: the broker's words, a dead channel, and the run goes on", async () => {
  const client = await running(20, 20);
  const { name } = stateOf(client).queue!;
  await client.must({ type: "set-strategy", arm: "A", strategy: { durable: false } });
  await eventually(() => {
    expect(stateOf(client).refusedRedeclare).toMatchObject({
      durable: false,
      replyCode: 406,
      replyText: `PRECONDITION_FAILED - inequivalent arg 'durable' for queue '${name}' in vhost '/': received 'false' but current is 'true'`,
    });
  });
  expect(stateOf(client).refusedRedeclare!.channel).toBeGreaterThan(0);
  expect(stateOf(client)).toMatchObject({ refusal: null, queue: { durable: true } });
  expect(client.lab?.scenario.arms[0]!.strategy.durable).toBe(false);

  // Any other change is not about the queue.
  const { strategy } = client.lab!.scenario.arms[0]!;
  await client.must({ type: "set-strategy", arm: "A", strategy: { ...strategy, prefetch: 2 } });

  await client.must({ type: "set-strategy", arm: "A", strategy: { durable: true } });
  await eventually(() => {
    expect(client.types()).toContain("queue-redeclared");
  });
  expect(stateOf(client).refusedRedeclare).toBeNull();

  // The publisher's other channel lives: it still publishes.
  await client.must({ type: "push-task", text: "after all." });
  const state = await client.closed();
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  expect(state.arms[0]!.counts.done).toBe(2);
});

it("without a run nobody is there to publish astray", async () => {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const none = { ok: false, error: { code: "no-run" } };
  const astray = { type: "publish-astray", arm: "A", text: "hello", mandatory: true } as const;
  expect(await client.send(astray)).toEqual(none);
});

it("a message to no queue: confirmed all the same; mandatory, it comes back first", async () => {
  const client = await running(20, 20);
  const routingKey = `${stateOf(client).queue!.name}-typo`;
  const astray = { type: "publish-astray", arm: "A", text: "hello" } as const;
  await client.must({ ...astray, mandatory: false }, { ...astray, mandatory: true });
  await eventually(() => {
    expect(stateOf(client).astray.map(({ confirmed }) => confirmed)).toEqual([true, true]);
  });
  const returned = { replyCode: 312, replyText: "NO_ROUTE" };
  expect(stateOf(client).astray).toMatchObject([
    { message: 1, routingKey, mandatory: false, returned: null },
    { message: 2, routingKey, mandatory: true, returned },
  ]);
  const ofTheSecond = client.log.filter((one) => "message" in one && one.message === 2);
  expect(ofTheSecond.map(({ type }) => type)).toEqual([
    "published-astray",
    "astray-returned",
    "astray-confirmed",
  ]);
  const state = await client.closed();
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  expect(ledgerOf(state.arms[0]!)).toMatchObject({ published: 2, done: 1, returned: 1, lost: 0 });
  expect(violations(state)).toEqual([]);
});

it("somebody else's consumer on the queue is noticed, and so is its going", async () => {
  const client = await running(60, 1);
  const stranger = await amqp.connect(url);
  const channel = await stranger.createChannel();
  await channel.consume(stateOf(client).queue!.name, () => undefined);
  await eventually(() => {
    expect(stateOf(client).foreignConsumers).toBe(1);
  });
  await stranger.close();
  await eventually(() => {
    expect(stateOf(client).foreignConsumers).toBe(0);
  });
  await client.must({ type: "stop" });
  expect(client.types().filter((type) => type === "foreign-consumers")).toHaveLength(2);
});
