import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startBroker, startBrokerProcess, type BrokerNotice } from "#broker";
import { eventually } from "#tests/support/eventually.ts";
import { killAtConfirm } from "#tests/support/faults/kill-at-confirm.ts";
import { restartableBroker } from "#tests/support/restartable-broker.ts";
import { openWire } from "#broker/testing/wire-client.ts";

const PROGRAM = join(import.meta.dirname, "../../broker/main.ts");
const program = { path: PROGRAM, execArgv: ["--import", "tsx"] };
const persistent = { deliveryMode: 2 } as const;

async function aDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "dispatch-lab-broker-"));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

it.each([1, 1_000, 4_000])(
  "ST9: killed when %i of 4000 are confirmed, the broker has lost none of them",
  async (moment) => {
    const broker = await restartableBroker();
    onTestFinished(() => broker.end());
    const { confirmed, found } = await killAtConfirm(broker, { moment, total: 4_000 });
    expect(confirmed.length).toBeGreaterThanOrEqual(moment);
    expect(confirmed.filter((i) => !found.includes(i))).toEqual([]);
  },
);

it("ST9: killed as soon as it has answered a commit, it has lost nothing committed", async () => {
  const broker = await restartableBroker();
  onTestFinished(() => broker.end());
  const wire = await openWire(broker.url);
  await wire.call("queue.declare", { queue: "q", durable: true });
  await wire.call("tx.select");
  for (let i = 1; i <= 100; i++) wire.publish(`m${i}`, { key: "q" }, persistent);
  await wire.call("tx.commit");
  await broker.restart({ kill: true });
  const again = await openWire(broker.url);
  expect(await again.call("queue.declare", { queue: "q", durable: true })).toEqual([
    "queue.declare-ok q 100 0",
  ]);
});

it("ST19: restarts from inside, killed or in good order, on its port, with what it kept", async () => {
  const broker = await startBroker({ dataDir: await aDirectory() });
  onTestFinished(() => broker.close());
  for (const kill of [true, false]) {
    const wire = await openWire(broker.url);
    await wire.call("queue.declare", { queue: "q", durable: true });
    await wire.call("queue.purge", { queue: "q" });
    await wire.call("confirm.select");
    wire.publish("kept", { key: "q" }, persistent);
    await wire.until("ack");
    wire.publish("not kept", { key: "q" });
    await wire.until("ack");
    await broker.restart({ kill });
    const end = await wire.until("closed");
    expect(end.some((line) => line.startsWith("connection.close 320"))).toBe(!kill);
    const again = await openWire(broker.url);
    again.send("basic.get", { queue: "q", noAck: true });
    expect(await again.until("get-ok")).toEqual([
      kill ? "get-ok kept* (0 left)" : "get-ok kept (0 left)",
    ]);
  }
});

it("ST19: without a directory a restart leaves nothing", async () => {
  const broker = await startBroker();
  onTestFinished(() => broker.close());
  const wire = await openWire(broker.url);
  await wire.call("queue.declare", { queue: "q", durable: true });
  await broker.restart();
  expect(broker.queueCounts("q")).toBeUndefined();
});

it("ST17: two brokers in one directory: the second says whose it is and does not start", async () => {
  const dataDir = await aDirectory();
  const first = await startBrokerProcess({ program, dataDir });
  onTestFinished(() => first.close());
  const holder = `process ${String(await first.pid())}`;
  const refusal = { code: "DATA_LOCKED", message: expect.stringContaining(holder) as string };
  await expect(startBroker({ dataDir })).rejects.toMatchObject(refusal);
  await expect(startBrokerProcess({ program, dataDir })).rejects.toMatchObject(refusal);
});

it("ST16: a directory removed under it: said; nothing more is confirmed; what is not to be kept goes on", async () => {
  const dataDir = await aDirectory();
  const notices: BrokerNotice[] = [];
  const broker = await startBroker({ dataDir, onNotice: (notice) => notices.push(notice) });
  onTestFinished(() => broker.close());
  const wire = await openWire(broker.url);
  const other = await openWire(broker.url);
  await wire.call("queue.declare", { queue: "q", durable: true });
  await wire.call("confirm.select");
  wire.publish("kept", { key: "q" }, persistent);
  await wire.until("ack 1");
  await rm(dataDir, { recursive: true });
  wire.publish("not kept", { key: "q" }, persistent);
  await eventually(() => {
    expect(notices).toEqual([
      {
        type: "disk-fails",
        directory: dataDir,
        why: "removed",
        reason: expect.any(String) as string,
      },
    ]);
  });
  await other.call("queue.declare", { queue: "t" });
  await other.call("basic.consume", { queue: "q", noAck: true });
  expect(await other.until("deliver", 2)).toHaveLength(2);
  await broker.close();
  const said = await wire.until("closed");
  expect(said.filter((line) => line.startsWith("ack"))).toEqual([]);
});

it("ST12: says at the start what a write that broke off had left", async () => {
  const dataDir = await aDirectory();
  await (await startBroker({ dataDir })).close();
  const [name = ""] = await readdir(dataDir);
  await appendFile(join(dataDir, name), Buffer.alloc(9));
  const notices: BrokerNotice[] = [];
  const broker = await startBroker({ dataDir, onNotice: (notice) => notices.push(notice) });
  await broker.close();
  expect(notices).toEqual([{ type: "cut-off", path: join(dataDir, name), bytes: 9 }]);
});

it("ST13: a damaged file: the broker does not start, and says which and where", async () => {
  const dataDir = await aDirectory();
  const broker = await startBroker({ dataDir });
  const wire = await openWire(broker.url);
  await wire.call("queue.declare", { queue: "q", durable: true });
  await broker.close();
  const [name = ""] = await readdir(dataDir);
  const path = join(dataDir, name);
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(60) ^ 0x10, 60);
  await writeFile(path, bytes);
  await expect(startBroker({ dataDir })).rejects.toMatchObject({
    code: "DATA_CORRUPT",
    message: expect.stringContaining(`${path} is damaged at byte`) as string,
  });
});
