import { readFileSync } from "node:fs";
import amqp from "amqplib";
import { describe, expect, it, onTestFinished } from "vitest";
import { ledgerOf, type Ledger } from "#shared/run/ledger.ts";
import { leadOf } from "#components/stage/finish.model.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { fileNamed } from "#tests/support/programs/file-named.ts";
import { startCli } from "#tests/support/programs/race-cli.ts";
import { pikaPython } from "#tests/support/tools.ts";
import { run } from "./clients/pika/pika.ts";

const { url } = await conformanceBroker();
const server = await startLabServer({ AMQP_URL: url });
const AUTO: Strategy = { ...EAGER, ack: "auto" };

/** A race whose first arm is at a task of some seconds, and a stranger's channel. */
async function visited(dots: readonly number[], strategies: readonly Strategy[], workers = 1) {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const [arm] = oneArm(dots, { workers }).arms;
  const arms = strategies.map((strategy, i) => ({ ...arm!, arm: "AB"[i] as "A", strategy }));
  await client.must({ type: "set-scenario", scenario: { ...oneArm(dots), arms } }, { type: "run" });
  await eventually(() => {
    expect(armOf(client).counts).toMatchObject({ running: 1 });
  });
  const connection = await amqp.connect(url, { noDelay: true });
  onTestFinished(() => connection.close());
  const channel = await connection.createConfirmChannel();
  const { name: queue } = armOf(client).queue!;
  const publish = async (...bodies: (string | Buffer)[]) => {
    for (const body of bodies) channel.sendToQueue(queue, Buffer.from(body));
    await channel.waitForConfirms();
  };
  return { client, publish, queue };
}

const armOf = (client: LabClient) => client.state.arms[0]!;
const fromOutside = (client: LabClient) =>
  client.log.flatMap((one) => (one.type === "published-outside" ? [one] : []));

async function ended(client: LabClient) {
  await client.send({ type: "set-speed", speed: 20 });
  const state = await client.closed();
  expectSoundLog(client.log);
  expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
  return state;
}

describe("a message that somebody else publishes to the queue of a run", () => {
  it.each([
    ["manual", WAIT_FOR_ACK],
    ["auto", AUTO],
  ] as const)("is worked on as a task, %s ack", async (_, strategy) => {
    const { client, publish } = await visited([2, 1], [strategy]);
    await publish("hello..", Buffer.from([0xff, 0xfe, 0x2e]));
    const { arms } = await ended(client);
    expect(ledgerOf(arms[0]!)).toMatchObject({ published: 4, outside: 2, done: 4, lost: 0 });
    expect(fromOutside(client)).toMatchObject([
      { task: 3, text: "hello..", serviceMs: 2000, persistent: false },
      { task: 4, text: "(3 bytes)", serviceMs: 1000 },
    ]);
    const [, , hello] = arms[0]!.tasks.toArray();
    const attempt = arms[0]!.attempts.at(hello!.lastAttempt!)!;
    expect(attempt.receivedAtMs - hello!.publishedAtMs).toBeLessThan(100);
    expect(attempt.endedAtMs! - attempt.startedAtMs!).toBeCloseTo(2000, -1);
  });

  it("is worked on for a minute, however much it asks for, and isn't read beyond 64 kB", async () => {
    const { client, publish } = await visited([1], [WAIT_FOR_ACK]);
    await publish(".".repeat(300), `${"x".repeat(70_000)}.`);
    await ended(client);
    expect(fromOutside(client)).toMatchObject([
      { text: ".".repeat(200), serviceMs: 60_000, askedMs: 300_000 },
      { text: "(70001 bytes)", serviceMs: 1000 },
    ]);
    expect(fromOutside(client)[1]).not.toHaveProperty("askedMs");
  });

  it.each([
    ["classic", WAIT_FOR_ACK],
    ["quorum", { ...WAIT_FOR_ACK, queueType: "quorum" }],
  ] as const)(
    "is the same task when it comes again, of two that are alike as well, %s",
    async (_, strategy) => {
      const { client, publish } = await visited([1], [strategy]);
      await publish("same.....", "same.....");
      await client.must({ type: "push-task", text: "last..." });
      await eventually(() => {
        expect(armOf(client)).toMatchObject({ outside: 1, counts: { running: 1 } });
      });
      await client.must({
        type: "act-on-worker",
        ...{ arm: "A", worker: armOf(client).workers[0]!.worker, action: { type: "restart" } },
      });
      const { arms } = await ended(client);
      expect(ledgerOf(arms[0]!)).toMatchObject({
        published: 4,
        outside: 2,
        done: 4,
        redelivered: 1,
      });
    },
  );

  it("that is left in the queue at the end is told, and no difference", async () => {
    const { client, publish } = await visited([60, 1], [WAIT_FOR_ACK]);
    await publish("hello..", "hello..", "other");
    await client.must({ type: "stop" });
    const state = await client.closed();
    expectSoundLog(client.log);
    expect(state.mismatches).toEqual([]);
    const ledger = ledgerOf(state.arms[0]!);
    expect(ledger).toMatchObject({ published: 5, outside: 3, ready: 4, done: 0, lost: 0 });
  });

  it("is a task of that arm alone: ours after it have other numbers there, and nobody is sooner", async () => {
    const { client, publish } = await visited([1], [WAIT_FOR_ACK, WAIT_FOR_ACK]);
    await publish("hello.");
    await eventually(() => {
      expect(armOf(client).outside).toBe(1);
    });
    await client.must({ type: "push-task", text: "ours." });
    const state = await ended(client);
    expect(state.arms.map(({ tasks }) => tasks.map(({ text }) => text))).toEqual([
      ["task.", "hello.", "ours."],
      ["task.", "ours."],
    ]);
    expect(state.arms.map(ledgerOf)).toMatchObject([
      { published: 3, outside: 1, done: 3 },
      { published: 2, outside: 0, done: 2 },
    ]);
    expect(leadOf(state, new Map())).toBeNull();
  });

  it("is told by a race in the terminal as well", async () => {
    const log = fileNamed("race.ndjson");
    const arm = ["--tasks", "3", "--workers", "1", "--arm", "prefetch=1"];
    const program = startCli("race", ...arm, "--amqp-url", url, "--log", log, "--json");
    const written = () => readFileSync(log, "utf8");
    await eventually(
      () => {
        expect(written()).toContain('"started"');
      },
      { withinMs: 40_000 },
    );
    const connection = await amqp.connect(url);
    const channel = await connection.createChannel();
    channel.sendToQueue(/"queue":"([^"]+)"/.exec(written())![1]!, Buffer.from("hello."));
    await channel.close();
    await connection.close();
    expect(await program.exit, program.stderr()).toBe(0);
    const { arms } = JSON.parse(program.lines.join("\n")) as { arms: { ledger: Ledger }[] };
    expect(arms[0]!.ledger).toMatchObject({ published: 2, outside: 1, done: 2 });
  }, 60_000);

  it.skipIf(pikaPython === undefined)("comes from pika as well", async () => {
    const { client, queue } = await visited([2], [WAIT_FOR_ACK]);
    await run("publish_outside.py", url, queue, "你好..", "--bytes");
    const { arms } = await ended(client);
    expect(ledgerOf(arms[0]!)).toMatchObject({ published: 3, outside: 2, done: 3 });
    expect(fromOutside(client).map(({ text, serviceMs }) => [text, serviceMs])).toEqual([
      ["你好..", 2000],
      ["(3 bytes)", 1000],
    ]);
  });
});
