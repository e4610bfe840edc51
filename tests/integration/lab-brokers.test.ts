import { connect } from "amqplib";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { startBroker } from "#broker";
import { presets } from "#shared/scenario/presets.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { startLabServer, type LabServer } from "#tests/support/lab/lab-server.ts";

const [labA] = presets["odd-heavy"].arms;
const SCENARIO = { ...presets["odd-heavy"], arms: [labA!] };

async function host(server: LabServer): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-scenario", scenario: SCENARIO });
  return client;
}

async function racing(server: LabServer): Promise<LabClient> {
  const client = await host(server);
  await client.must({ type: "run" });
  return client;
}

const folder = await mkdtemp(join(tmpdir(), "dispatch-lab-brokers-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

const urlOf = ({ lab }: LabClient) => (lab?.broker.state === "up" ? lab.broker.url : null);
const restart = { type: "restart-broker", kill: true } as const;

/** Whether a broker is there that has this queue. */
async function holds(url: string, queue: string): Promise<boolean> {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  channel.on("error", () => undefined);
  const found = await channel.checkQueue(queue).then(
    () => true,
    () => false,
  );
  await connection.close();
  return found;
}

describe("on the embedded broker", () => {
  it("a kill in one lab takes nothing from a race in another", async () => {
    const server = await startLabServer({ AMQP_URL: "" }, { dataDir: join(folder, "shared") });
    const [first, second] = [await racing(server), await racing(server)];
    expect(urlOf(first)).not.toBe(urlOf(second));
    for (const attacker of [first, second, first]) {
      await attacker.must(restart);
      await eventually(() => {
        expect(attacker.lab?.phase).toBe("running");
      });
    }
    for (const client of [first, second]) await client.must({ type: "set-speed", speed: 20 });
    const [one, other] = await Promise.all([first.closed(), second.closed()]);
    const stops = [first, second].map(
      ({ log }) => log.filter(({ type }) => type === "broker-stopped").length,
    );
    expect(stops).toEqual([2, 1]);
    for (const state of [one, other]) {
      expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    }
    await server.close();
  });

  it("107 restarts without a race are of a broker that no other lab is on; badge and code name the right one", async () => {
    const server = await startLabServer({ AMQP_URL: "" });
    const quiet = await racing(server);
    const attacker = await host(server);
    const shared = urlOf(attacker);
    for (let i = 0; i < 107; i++) {
      const done = await attacker.send(restart);
      if (!done.ok) expect(done.error.code).toBe("too-fast");
    }
    await eventually(() => {
      expect(urlOf(attacker)).toMatch(/^amqp:/);
    });
    expect(urlOf(attacker)).not.toBe(shared);
    expect(urlOf(quiet)).toBe(shared);
    expect([attacker.lab?.broker, quiet.lab?.broker]).toMatchObject([{ isOwn: true }, {}]);
    expect(quiet.lab?.broker).not.toHaveProperty("isOwn");
    await attacker.must({ type: "run" });
    await eventually(() => {
      expect(attacker.types()).toContain("published");
    });
    const queue = attacker.state.arms[0]!.queue!.name;
    const found = await Promise.all([urlOf(attacker)!, shared!].map((url) => holds(url, queue)));
    expect(found).toEqual([true, false]);
    await quiet.must({ type: "set-speed", speed: 20 });
    const state = await quiet.closed();
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    expect(quiet.types()).not.toContain("broker-stopped");
    await server.close();
  });

  it("what a lab's own broker keeps survives its restarts, and is gone with the lab", async () => {
    const server = await startLabServer({ AMQP_URL: "", MAX_LABS: "3" });
    const quiet = await racing(server);
    const durable = { ...labA!, strategy: { ...labA!.strategy, durable: true, persistent: true } };
    const own = await host(server);
    await own.must(
      { type: "set-scenario", scenario: { ...SCENARIO, arms: [durable] } },
      { type: "run" },
      restart,
      { type: "set-speed", speed: 20 },
    );
    expect((await own.closed()).arms[0]!.counts).toMatchObject({ done: 12, lost: 0 });
    const url = urlOf(own)!;
    await quiet.must({ type: "stop" });
    await server.close();
    await expect(connect(url)).rejects.toThrow("ECONNREFUSED");
  });

  it("a full house is refused with words; one whose lab does not race makes room", async () => {
    const server = await startLabServer({ AMQP_URL: "", MAX_LAB_BROKERS: "1" });
    const [first, second, third] = [
      await racing(server),
      await racing(server),
      await racing(server),
    ];
    expect([first, second, third].map(urlOf)).toEqual([urlOf(first), urlOf(second), urlOf(first)]);
    const refused = { ok: false, error: { code: "limit", what: "brokers", max: 1 } };
    expect(await third.send(restart)).toEqual(refused);
    expect(await first.send(restart)).toEqual(refused);
    const burst = { type: "publish-burst", arms: ["A"], count: 10, kill: true } as const;
    expect(await third.send(burst)).toEqual(refused);
    await second.must(restart, { type: "stop" }, { type: "reset" });
    await third.must({ type: "stop" }, { type: "run" });
    expect(urlOf(third)).not.toBe(urlOf(first));
    await third.must(restart);
    await eventually(() => {
      expect(urlOf(second)).toBe(urlOf(first));
    });
    await first.must({ type: "set-speed", speed: 20 });
    expect(await first.closed()).toMatchObject({ outcome: "finished", mismatches: [] });
    expect(first.types()).not.toContain("broker-stopped");
    await server.close();
  });

  it("BROKER_PORT stays the shared one's", async () => {
    const probe = await startBroker();
    const { port } = new URL(probe.url);
    await probe.close();
    const server = await startLabServer({ AMQP_URL: "", BROKER_PORT: port });
    const [first, second] = [await racing(server), await racing(server)];
    expect(new URL(urlOf(first)!).port).toBe(port);
    await second.must(restart, { type: "stop" });
    await eventually(() => {
      expect(urlOf(second)).toMatch(/^amqp:/);
    });
    expect(new URL(urlOf(second)!).port).not.toBe(port);
    await first.must({ type: "stop" });
    await server.close();
  });
});

describe("on a broker that is given", () => {
  it("a lab that puts the embedded one in its place moves nobody else", async () => {
    const given = await startBroker();
    const server = await startLabServer({ AMQP_URL: given.url });
    const [one, other] = [await host(server), await host(server)];
    await given.close();
    await eventually(() => {
      expect([one, other].map(({ lab }) => lab?.broker.state)).toEqual(["down", "down"]);
    });
    await one.must({ type: "use-embedded-broker" });
    await eventually(() => {
      expect(one.lab?.broker).toMatchObject({ state: "up", identity: { kind: "embedded" } });
    });
    expect(other.lab?.broker).toMatchObject({ state: "down", external: true });
    await one.must({ type: "set-speed", speed: 20 }, { type: "run" });
    expect((await one.closed()).outcome).toBe("finished");
    expect(await other.send({ type: "run" })).toMatchObject({ error: { code: "broker-down" } });
    await server.close();
  });

  it("is restarted by the command that was set, with words to those who race on it, and not again and again", async () => {
    const given = await startBroker();
    const server = await startLabServer({
      AMQP_URL: given.url,
      BROKER_RESTART_COMMAND: `echo x >> ${join(folder, "restarts")}`,
    });
    const [racer, attacker] = [await racing(server), await racing(server)];
    const heard: string[] = [];
    racer.socket.on("lab:state", ({ broker }) => {
      if (broker.state === "up" && broker.restartDue) heard.push("restart due");
    });
    const asked = attacker.send(restart).then(() => heard.push("restarted"));
    await asked;
    expect(heard[0]).toBe("restart due");
    expect(heard.at(-1)).toBe("restarted");
    expect(await attacker.send(restart)).toMatchObject({ error: { code: "cool-down" } });
    expect(await racer.send(restart)).toMatchObject({ error: { code: "cool-down" } });
    await server.close();
    await given.close();
  });
});
