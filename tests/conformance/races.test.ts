import { expect, it } from "vitest";
import { brokerArguments, race, startCli } from "#tests/support/programs/race-cli.ts";

/** Within 3 % of theory; for spans that should be short, within 3 % of the whole race. */
const near = (expected: number, raceMs = expected) => ({
  asymmetricMatch: (actual: unknown) =>
    typeof actual === "number" && Math.abs(actual - expected) <= 0.03 * raceMs,
  toString: () => `within 3 % of ${expected}`,
});
const NOTHING_LEFT = { ready: 0, held: 0, running: 0, lost: 0, returned: 0, redelivered: 0 };

it("the default race: eager 24 s, wait for ack 15 s, and nothing lost", async () => {
  const { arms, broker } = await race("--preset", "odd-heavy", "--speed", "4");
  expect(broker.kind).toBe(process.env["AMQP_URL"] ? "rabbitmq" : "embedded");
  expect(arms).toMatchObject([
    {
      id: "A",
      strategy: { prefetch: "unlimited" },
      finishMs: near(24_000),
      lowerBoundMs: near(15_000),
      idleWhileWorkWaitsMs: near(14_000, 24_000),
      busyMs: near(30_000),
      ledger: { published: 12, done: 12, ...NOTHING_LEFT },
      byWorker: { w1: [1, 3, 5, 7, 9, 11], w2: [2, 4, 6, 8, 10, 12] },
    },
    {
      id: "B",
      strategy: { prefetch: 1 },
      finishMs: near(15_000),
      lowerBoundMs: near(15_000),
      idleWhileWorkWaitsMs: near(0, 15_000),
      busyMs: near(30_000),
      ledger: { published: 12, done: 12, ...NOTHING_LEFT },
    },
  ]);
  expect(arms[0]!.fairnessByWork).toBeCloseTo(0.735, 1);
  expect(arms[1]!.fairnessByWork).toBeCloseTo(1, 1);
});

it("a list without ties: who gets what under prefetch unlimited, 1, 2 and 3", async () => {
  const arms = ["unlimited", "1", "2", "3"].flatMap((prefetch) => [
    "--arm",
    `prefetch=${prefetch}`,
  ]);
  const tasks = ["--tasks", "4,2,5,1,7,2,6,1,6,2", "--workers", "2"];
  const report = await race(...tasks, ...arms, "--speed", "4");
  expect(report.arms.map(({ byWorker, finishMs }) => ({ ...byWorker, finishMs }))).toEqual([
    { w1: [1, 3, 5, 7, 9], w2: [2, 4, 6, 8, 10], finishMs: near(28_000) },
    { w1: [1, 4, 5, 8, 9], w2: [2, 3, 6, 7, 10], finishMs: near(19_000) },
    { w1: [1, 3, 7, 8], w2: [2, 4, 5, 6, 9, 10], finishMs: near(20_000) },
    { w1: [1, 3, 5, 9], w2: [2, 4, 6, 7, 8, 10], finishMs: near(22_000) },
  ]);
});

it("quorum queues deal as classic ones do", async () => {
  const settings = ["prefetch=unlimited", "prefetch=1,persistent=false", "prefetch=3"];
  const arms = settings.flatMap((setting) => ["--arm", `${setting},queue-type=quorum`]);
  const tasks = ["--tasks", "4,2,5,1,7,2,6,1,6,2", "--workers", "2"];
  const report = await race(...tasks, ...arms, "--speed", "4");
  expect(report.arms.map(({ strategy }) => strategy.queueType)).toEqual(Array(3).fill("quorum"));
  expect(report.arms.map(({ byWorker, finishMs }) => ({ ...byWorker, finishMs }))).toEqual([
    { w1: [1, 3, 5, 7, 9], w2: [2, 4, 6, 8, 10], finishMs: near(28_000) },
    { w1: [1, 4, 5, 8, 9], w2: [2, 3, 6, 7, 10], finishMs: near(19_000) },
    { w1: [1, 3, 5, 9], w2: [2, 4, 6, 7, 8, 10], finishMs: near(22_000) },
  ]);
});

it("QQ1: a quorum queue that is not durable is refused, in the broker's words", async () => {
  const transient = ["--arm", "durable=false,queue-type=quorum"];
  const program = startCli("race", ...transient, ...brokerArguments());
  expect(await program.exit).toBe(3);
  expect(program.stderr()).toMatch(
    /406 PRECONDITION_FAILED - invalid property 'non-durable' for queue/,
  );
});

it("the tutorial: 1, 3, 5 and 2, 4", async () => {
  const { arms } = await race("--preset", "tutorial", "--speed", "20");
  for (const { byWorker } of arms) expect(byWorker).toEqual({ w1: [1, 3, 5], w2: [2, 4] });
});

it("three workers on the list without ties", async () => {
  const tasks = ["--tasks", "4,2,5,1,7,2,6,1,6,2", "--workers", "3"];
  const { arms } = await race(
    ...[...tasks, "--arm", "prefetch=unlimited", "--arm", "prefetch=1", "--speed", "4"],
  );
  expect(arms.map(({ byWorker, finishMs }) => ({ ...byWorker, finishMs }))).toEqual([
    { w1: [1, 4, 7, 10], w2: [2, 5, 8], w3: [3, 6, 9], finishMs: near(13_000) },
    { w1: [1, 6, 8, 9], w2: [2, 4, 5, 10], w3: [3, 7], finishMs: near(13_000) },
  ]);
});

it("a worker killed at 10.5 s: what acks protect", async () => {
  const { arms } = await race("--preset", "kill-a-worker", "--speed", "20");
  expect(
    arms.map(({ ledger: { done, lost, redelivered } }) => ({ done, lost, redelivered })),
  ).toEqual([
    { done: 8, lost: 4, redelivered: 0 },
    { done: 12, lost: 0, redelivered: 4 },
    { done: 12, lost: 0, redelivered: 1 },
  ]);
});

it("the same by a fault of one's own: everything published is accounted for", async () => {
  const strategies = ["unlimited,ack=auto", "unlimited,ack=manual", "1,ack=manual"];
  const arms = strategies.flatMap((strategy) => ["--arm", `prefetch=${strategy}`]);
  const fault = ["--fault", "kill w1 10.5"];
  const report = await race("--preset", "odd-heavy", ...fault, ...arms, "--speed", "20");
  const { lost, redelivered, ...none } = NOTHING_LEFT;
  expect(report.arms.map(({ ledger }) => ledger)).toMatchObject([
    { published: 12, done: 8, ...none, lost: 4, redelivered },
    { published: 12, done: 12, ...none, lost, redelivered: 4 },
    { published: 12, done: 12, ...none, lost, redelivered: 1 },
  ]);
});
