import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect } from "amqplib";
import { afterAll, describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { burstFigures } from "#shared/run/burst.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer, type LabServer } from "#tests/support/lab/lab-server.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-burst-"));
const server = await startLabServer({}, { dataDir });
afterAll(async () => {
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function host(on: LabServer, dots: readonly number[]): Promise<LabClient> {
  const lab = await on.openLab();
  const client = await on.join(lab.labId, lab);
  const [confirms] = oneArm(dots, { workers: 1 }).arms;
  const forgets = { ...confirms!, strategy: { ...WAIT_FOR_ACK, confirms: false } };
  const arms = [forgets, { ...confirms!, arm: "B" as const }];
  const scenario = { ...oneArm(dots), arms };
  await client.must({ type: "set-speed", speed: 20 }, { type: "set-scenario", scenario });
  return client;
}

async function isThere(queue: string): Promise<boolean> {
  const { broker } = (await server.openLab().then((lab) => server.join(lab.labId, lab))).lab!;
  const url = broker.state === "up" ? broker.url : null;
  const connection = await connect(url ?? "");
  const channel = await connection.createChannel();
  channel.on("error", () => undefined);
  const found = await channel.checkQueue(queue).then(
    () => true,
    () => false,
  );
  await connection.close();
  return found;
}

const burst = (count: number, kill: boolean) =>
  ({ type: "publish-burst", arms: ["A", "B"], count, kill }) as const;

describe("a burst", () => {
  it("is counted whole where nothing happens to the broker; lab time stands still for it, and the race goes on", async () => {
    const client = await host(server, [4]);
    await client.must({ type: "run" }, burst(3000, false));
    const said = (type: string) => client.log.filter((event) => event.type === type);
    await eventually(() => {
      expect(said("burst-counted")).toHaveLength(2);
    });
    const [begun, counted] = [said("burst-begun"), said("burst-counted")];
    expect(begun).toHaveLength(2);
    expect(counted).toMatchObject([{ survived: 3000 }, { survived: 3000 }]);
    expect(new Set([...begun, ...counted].map(({ atMs }) => atMs)).size).toBe(1);
    expect((await client.closed()).outcome).toBe("finished");
    const [a, b] = expectSoundLog(client.log).arms;
    expect(a!.burst).toMatchObject({ sent: 3000, confirmed: 0, answered: true, outage: false });
    expect(b!.burst).toMatchObject({ sent: 3000, confirmed: 3000, answered: true });
  });

  it("shares one kill of the broker among the arms, and takes none of the race's own tasks that were confirmed", async () => {
    const client = await host(server, [4, 4]);
    await client.must({ type: "run" }, burst(2000, true));
    await eventually(() => {
      expect(client.types().filter((type) => type === "burst-counted")).toHaveLength(2);
    });
    expect(client.types().filter((type) => type === "broker-restart-asked")).toHaveLength(1);
    const state = await client.closed();
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    const { arms } = expectSoundLog(client.log);
    const [forgets, confirms] = arms.map(({ counts }) => counts);
    expect(confirms).toMatchObject({ done: 2, lost: 0 });
    expect(forgets!.done + forgets!.lost).toBe(2);
    for (const { burst: one } of arms) {
      expect(one).toMatchObject({ outage: true, counted: true, sent: 2000 });
      expect(burstFigures(one!).confirmedButLost).toBe(0);
    }
  });

  it("is one at a time, and leaves no queue behind when the run is stopped", async () => {
    const client = await host(server, []);
    await client.must({ type: "run" });
    const first = client.send(burst(20_000, false));
    await eventually(() => {
      expect(client.types()).toContain("burst-begun");
    });
    expect(await client.send(burst(1, false))).toEqual({
      ok: false,
      error: { code: "burst-in-progress" },
    });
    await client.must({ type: "stop" });
    await first;
    expectSoundLog(client.log);
    for (const event of client.log) {
      if (event.type === "burst-begun") expect(await isThere(event.queue)).toBe(false);
    }
  });

  it("needs a run, and arms there are", async () => {
    const client = await host(server, []);
    const refused = (code: string) => ({
      ok: false,
      error: expect.objectContaining({ code }) as object,
    });
    expect(await client.send(burst(1, false))).toEqual(refused("no-run"));
    const elsewhere = { ...burst(1, false), arms: ["C"] } as const;
    expect(await client.send(elsewhere)).toEqual(refused("invalid"));
  });
});

describe("on a broker that is somebody else's", () => {
  it("nothing is sent when it cannot be killed; an outage meanwhile is waited for", async () => {
    const broker = await startBroker({ dataDir: join(dataDir, "theirs") });
    const on = await startLabServer({ AMQP_URL: broker.url });
    const client = await host(on, []);
    await client.must({ type: "run" });
    const error = { code: "restart-not-allowed" };
    expect(await client.send(burst(10, true))).toEqual({ ok: false, error });
    expect(client.types()).not.toContain("burst-begun");

    const sent = client.send(burst(20_000, false));
    await eventually(() => {
      expect(client.types()).toContain("burst-sent");
    });
    await broker.restart({ kill: true });
    await sent;
    await eventually(() => {
      expect(client.types().filter((type) => type === "burst-counted")).toHaveLength(2);
    });
    const { arms } = expectSoundLog(client.log);
    for (const { burst: one } of arms) expect(burstFigures(one!).confirmedButLost).toBe(0);
    await client.must({ type: "stop" });
    await on.close();
    await broker.close();
  });
});
