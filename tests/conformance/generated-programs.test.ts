import { describe, expect, it, onTestFinished } from "vitest";
import type { ProgramLanguage, ProgramPlan } from "#shared/code/program.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { PlannedTask, Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Prefetch, Strategy } from "#shared/scenario/strategy.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { everyStrategy } from "#tests/support/every-strategy.ts";
import type { Program } from "#tests/support/programs/program.ts";
import { programFolder } from "#tests/support/programs/program-folder.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { pikaPython } from "#tests/support/tools.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const { url } = await conformanceBroker();

const SECONDS_PER_DOT = 0.05;
/** A test starts a dozen processes, on a machine that may have little time for them. */
const PATIENCE = { withinMs: 60_000 };
const TEST_MS = 180_000;
const WAITING = "waiting for tasks, Ctrl+C ends it";
/** The first task outlasts the test, so that what each worker gets does not hang on who is faster. */
const LONG_DOTS = 2000;
const TASKS = [LONG_DOTS, 1, 1, 1, 1, 1, 1, 1].map((dots, i) => ({
  text: `${i + 1} ${dottedText(dots)}`,
  publishAtMs: 0,
}));

/** What the arena's workers would do with these tasks while the first is worked on, as its programs say it. */
function asInTheArena(strategy: Strategy) {
  const workers = (["w1", "w2"] as WorkerId[]).map((worker) => ({ worker, speed: 1, joinAtMs: 0 }));
  const scenario: Scenario = {
    preset: null,
    seed: 1,
    workload: TASKS,
    arms: [{ arm: "A", strategy, workers }],
    faults: [],
  };
  const log = raceLog(scenario, { untilMs: (LONG_DOTS - 1) * 1000 });
  const text = (task: number) => TASKS[task - 1]!.text;
  const printed = workers.map(({ worker }) => [
    WAITING,
    ...log.flatMap((event) => {
      if (!("worker" in event) || event.worker !== worker) return [];
      if (event.type === "started") return [`received ${text(event.task)}`];
      return event.type === "finished" ? [`done ${text(event.task)}`] : [];
    }),
  ]);
  const count = (type: string) => log.filter((event) => event.type === type).length;
  const unacked = strategy.ack === "auto" ? 0 : count("received") - count("acked");
  const ready = count("published") - count("received");
  return { printed, unacked, ready };
}

/** A queue for one strategy's programs; it goes with the test. */
async function aQueue(
  language: ProgramLanguage,
  strategy: Strategy,
  change: Partial<ProgramPlan> = {},
) {
  const wire = await openWire(url);
  const queue = wire.unique("tasks");
  onTestFinished(async () => {
    await wire.call("queue.delete", { queue }, 2);
  });
  await wire.call("channel.open", {}, 2);
  const plan = { url, queue, strategy, workload: TASKS, secondsPerDot: SECONDS_PER_DOT, ...change };
  return { wire, queue, folder: programFolder(language, plan) };
}

async function untilWaiting(program: Program): Promise<Program> {
  await eventually(() => {
    expect(program.lines, program.stderr()).toContain(WAITING);
  }, PATIENCE);
  return program;
}

/** Two workers, one after the other, then the producer; what they do until both are killed. */
async function race(language: ProgramLanguage, strategy: Strategy) {
  const { wire, queue, folder } = await aQueue(language, strategy);
  const { printed, unacked, ready } = asInTheArena(strategy);
  const counts = async () => (await wire.call("queue.declare", { queue, passive: true })).at(-1);

  const workers = [
    await untilWaiting(folder.start("worker")),
    await untilWaiting(folder.start("worker")),
  ];
  const producer = folder.start("producer");
  expect(await producer.exit, producer.stderr()).toBe(0);
  expect(producer.lines).toEqual(TASKS.map(({ text }) => `sent ${text}`));
  await eventually(() => {
    expect(workers.map(({ lines }) => lines)).toEqual(printed);
  }, PATIENCE);
  expect(await counts()).toBe(`queue.declare-ok tasks ${ready} 2`);
  // What is done is printed before it is acknowledged.
  await eventually(() => {
    expect(workers.map((worker) => worker.isAsleep())).toEqual([true, true]);
  }, PATIENCE);
  await Promise.all(workers.map((worker) => worker.end("SIGKILL")));
  await eventually(async () => {
    expect(await counts()).toBe(`queue.declare-ok tasks ${ready + unacked} 0`);
  }, PATIENCE);
}

/** By its dots the first would outlast the test and the second take no time; by their headers it is the other way round. */
const SIZED: readonly PlannedTask[] = [
  { text: `long ${dottedText(LONG_DOTS)}`, publishAtMs: 0, serviceMs: 0 },
  { text: "Hello World!", publishAtMs: 0, serviceMs: LONG_DOTS * 1000 },
];

const missing = { python: pikaPython === undefined, javascript: false };

describe.each(["python", "javascript"] as const)("the programs in %s", (language) => {
  const test = it.skipIf(missing[language]);

  test.each<[Prefetch, Strategy["ack"]]>([
    [1, "manual"],
    [3, "manual"],
    ["unlimited", "manual"],
    [1, "auto"],
    [3, "auto"],
    ["unlimited", "auto"],
  ])(
    "prefetch %s, %s ack: work, hold and give back as the arena does",
    async (prefetch, ack) => {
      const strategies = everyStrategy([prefetch]).filter(
        (one) =>
          one.ack === ack &&
          one.confirms === (one.durable === one.persistent) &&
          (one.queueType === "classic" || (one.durable && one.persistent)),
      );
      await Promise.all(strategies.map((strategy) => race(language, strategy)));
    },
    TEST_MS,
  );

  const declarable = everyStrategy([1]).filter(
    ({ ack, queueType, durable }) => ack === "manual" && (queueType === "classic" || durable),
  );

  test.each(declarable)(
    "$queueType, durable $durable, persistent $persistent, confirms $confirms: declare and publish so",
    async (strategy) => {
      const { wire, queue, folder } = await aQueue(language, strategy);
      const producer = folder.start("producer");
      expect(await producer.exit, producer.stderr()).toBe(0);
      const got: unknown[] = [];
      for (const { text } of TASKS) {
        wire.send("basic.get", { queue, noAck: true });
        const [line] = await wire.until("get-");
        expect(line).toContain(`get-ok ${text} `);
        got.push(wire.lastProperties().deliveryMode);
      }
      expect(new Set(got)).toEqual(new Set([strategy.persistent ? 2 : 1]));

      wire.send("queue.declare", { queue, durable: !strategy.durable });
      const words = `received '${!strategy.durable}' but current is '${strategy.durable}'`;
      expect((await wire.until("channel.close")).at(-1)).toContain(words);
    },
    TEST_MS,
  );

  test(
    "a size that isn't its dots travels in a header",
    async () => {
      const { wire, queue, folder } = await aQueue(language, WAIT_FOR_ACK, { workload: SIZED });
      const worker = await untilWaiting(folder.start("worker"));
      const producer = folder.start("producer");
      expect(await producer.exit, producer.stderr()).toBe(0);
      const [first, second] = SIZED.map(({ text }) => text);
      await eventually(() => {
        expect(worker.lines).toEqual([
          WAITING,
          `received ${first}`,
          `done ${first}`,
          `received ${second}`,
        ]);
        expect(worker.isAsleep()).toBe(true);
      }, PATIENCE);
      await worker.end("SIGKILL");
      await eventually(async () => {
        const counted = (await wire.call("queue.declare", { queue, passive: true })).at(-1);
        expect(counted).toBe("queue.declare-ok tasks 1 0");
      }, PATIENCE);
    },
    TEST_MS,
  );
});

it.skipIf(missing.python)(
  "the producer in Python publishes all its tasks in one transaction",
  async () => {
    const { wire, queue, folder } = await aQueue("python", WAIT_FOR_ACK, { transaction: true });
    const producer = folder.start("producer");
    expect(await producer.exit, producer.stderr()).toBe(0);
    const counted = (await wire.call("queue.declare", { queue, passive: true })).at(-1);
    expect(counted).toBe(`queue.declare-ok tasks ${TASKS.length} 0`);
  },
  TEST_MS,
);
