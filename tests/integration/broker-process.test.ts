import { join } from "node:path";
import { connect } from "amqplib";
import { expect, it, onTestFinished } from "vitest";
import { startBroker, startBrokerProcess, type BrokerProcess } from "#broker";
import { presets } from "#shared/scenario/presets.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { startProgram } from "#tests/support/programs/program.ts";

const PROGRAM = join(import.meta.dirname, "../../broker/main.ts");
const program = { path: PROGRAM, execArgv: ["--import", "tsx"] };

async function started(
  onDied?: (how: string) => void,
): Promise<{ readonly broker: BrokerProcess; readonly pid: number }> {
  const broker = await startBrokerProcess({ program, ...(onDied && { onDied }) });
  onTestFinished(() => broker.close());
  return { broker, pid: (await broker.pid()) ?? 0 };
}

/** Publishes one message to a queue of its own. */
async function publishOne(url: string): Promise<void> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue("hello");
  channel.sendToQueue("hello", Buffer.from("x"));
  await channel.waitForConfirms();
  await connection.close();
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it("serves AMQP from another process, says what its queues hold, and ends when closed", async () => {
  const { broker, pid } = await started();
  expect(pid).not.toBe(process.pid);
  await publishOne(broker.url);
  expect(await broker.queueCounts("hello")).toEqual({ ready: 1, unacked: 0, consumers: 0 });
  expect(await broker.queueCounts("other")).toBeUndefined();
  await broker.close();
  expect(isRunning(pid)).toBe(false);
  expect(await broker.queueCounts("hello")).toBeUndefined();
});

it("is started again at the same address when it is killed", async () => {
  const deaths: string[] = [];
  const { broker, pid } = await started((how) => deaths.push(how));
  process.kill(pid, "SIGKILL");
  await eventually(() => {
    expect(deaths).toEqual(["SIGKILL"]);
  });
  expect(await broker.pid()).not.toBe(pid);
  await publishOne(broker.url);
});

it.each([{ kill: true }, { kill: false }])("restarts when asked, %o", async (how) => {
  const deaths: string[] = [];
  const { broker, pid } = await started((death) => deaths.push(death));
  const client = await connect(broker.url);
  client.on("error", () => undefined);
  const closed = new Promise((resolve) => client.once("close", resolve));
  await broker.restart(how);
  expect(await broker.pid()).not.toBe(pid);
  await publishOne(broker.url);
  expect(deaths).toEqual([]);
  expect(String(await closed).includes("CONNECTION_FORCED")).toBe(!how.kill);
});

it("tells its events while somebody listens, the next process too", async () => {
  const { broker } = await started();
  const types: string[] = [];
  const stop = broker.events.listen(({ type }) => types.push(type));
  const told = (count: number) =>
    eventually(() => {
      expect(types).toEqual(Array<string>(count).fill("enqueued"));
    });
  await publishOne(broker.url);
  await told(1);
  await broker.restart();
  await publishOne(broker.url);
  await told(2);
  stop();
  await publishOne(broker.url);
  await broker.queueCounts("hello");
  expect(types).toHaveLength(2);
});

it("leaves signals of its group to its parent", async () => {
  const { broker, pid } = await started();
  process.kill(pid, "SIGINT");
  process.kill(pid, "SIGTERM");
  await publishOne(broker.url);
  expect(await broker.pid()).toBe(pid);
});

it.each(["SIGKILL", "SIGTERM"] as const)("ends with its parent's %s", async (signal) => {
  const parent = startProgram(process.execPath, [
    ...["--import", "tsx", "--input-type=module", "--eval"],
    `import { startBrokerProcess } from "#broker";
     const broker = await startBrokerProcess({ program: ${JSON.stringify(program)} });
     console.log(await broker.pid());`,
  ]);
  await eventually(() => {
    expect(parent.lines).toHaveLength(1);
  });
  const pid = Number(parent.lines[0]);
  expect(isRunning(pid)).toBe(true);
  await parent.end(signal);
  await eventually(() => {
    expect(isRunning(pid)).toBe(false);
  });
});

it("rejects with the broker's own error when it can't start", async () => {
  const other = await startBroker();
  onTestFinished(() => other.close());
  const starting = startBrokerProcess({ program, port: other.port });
  await expect(starting).rejects.toMatchObject({ code: "EADDRINUSE", port: other.port });
});

it("a lab notices that its broker was killed, and goes on when it is back", async () => {
  const { broker, pid } = await started();
  const server = await startLabServer({ AMQP_URL: broker.url });
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-speed", speed: 20 });
  await client.must({ type: "set-scenario", scenario: presets["odd-heavy"] }, { type: "run" });
  await eventually(() => {
    expect(client.types()).toContain("finished");
  });
  process.kill(pid, "SIGKILL");
  await eventually(() => {
    expect(client.types()).toContain("broker-started");
  });
  expect(client.types()).toContain("broker-stopped");
  const state = await client.closed();
  expect(state).toMatchObject({ outcome: "finished", mismatches: [], brokerLost: null });
  await server.close();
});
