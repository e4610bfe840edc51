import { describe, expect, it } from "vitest";
import { armMetrics } from "#shared/metrics/measure-arm.ts";
import type { Speed } from "#shared/protocol/lab-state.ts";
import { violations } from "#shared/run/invariants.ts";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import { tasksByWorker } from "#shared/run/tasks-by-worker.ts";
import { BrokerConnection } from "#workers";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { oneArm } from "#tests/support/one-arm.ts";

const server = await startLabServer();

/** Where lab time is asserted to a few percent: quicker, a busy machine's own delays would be as much. */
const UNHURRIED = 4;

async function host(speed: Speed = 20): Promise<LabClient> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-speed", speed });
  return client;
}

/** Every moment of the log, not only its end. */
function expectSoundThroughout({ log }: LabClient): void {
  let state = runStateProjection.initial;
  for (const event of log) {
    state = project(runStateProjection, [event], state);
    expect(violations(state), `after ${JSON.stringify(event)}`).toEqual([]);
  }
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, i) => i + 1));
}

async function queueExists(name: string): Promise<boolean> {
  const url = server.application.broker.broker?.url ?? "";
  const connection = await BrokerConnection.open({ url, name: "test" });
  const channel = await connection.openChannel();
  const exists = await channel.checkQueue(name).then(
    () => true,
    () => false,
  );
  await connection.close();
  return exists;
}

describe("the default race, through the socket", () => {
  it("takes 24 s eager and 15 s waiting for acks; the log is sound; nothing is left behind", async () => {
    const client = await host(UNHURRIED);
    await client.must({ type: "run" });
    const state = await client.closed();
    expect(state).toMatchObject({ outcome: "finished", mismatches: [], speed: UNHURRIED });
    const [eager, fair] = state.arms.map((arm) => armMetrics(arm, state.scenario!, state.atMs));
    expect(Math.abs(eager!.finishMs! - 24_000)).toBeLessThan(0.03 * 24_000);
    expect(Math.abs(fair!.finishMs! - 15_000)).toBeLessThan(0.03 * 15_000);
    expect(state.arms.map(({ counts }) => counts.done)).toEqual([12, 12]);
    expectSoundThroughout(client);
    for (const { queue } of state.arms) expect(await queueExists(queue!.name)).toBe(false);
    expect(client.lab?.phase).toBe("closed");
  });

  it("can be run again, as another run", async () => {
    const client = await host();
    await client.must({ type: "set-scenario", scenario: presets.equal }, { type: "run" });
    const first = await client.closed();
    await client.must({ type: "run" });
    const second = await client.closed();
    expect(second.runId).not.toBe(first.runId);
    expect(second.arms.map(({ counts }) => counts.done)).toEqual([8, 8]);
  });

  it("comes in ticks at least 50 ms apart, that tell the time at least every 200", async () => {
    const client = await host();
    await client.must({ type: "run" });
    await client.closed();
    const gaps = client.ticks
      .slice(1, -1)
      .map(({ receivedAtMs }, i) => receivedAtMs - client.ticks[i]!.receivedAtMs);
    const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
    expect(median).toBeGreaterThan(45);
    expect(median).toBeLessThan(250);
    expect(client.ticks.length).toBeLessThan(client.log.length / 2);
  });
});

describe("what goes wrong on purpose", () => {
  it("a kill loses four tasks under auto-ack, and none where acks are manual", async () => {
    const client = await host();
    const scenario = presets["kill-a-worker"];
    await client.must({ type: "set-scenario", scenario }, { type: "run" });
    const state = await client.closed();
    expect(
      state.arms.map(({ counts, redeliveries }) => [counts.done, counts.lost, redeliveries]),
    ).toEqual([
      [8, 4, 0],
      [12, 0, 4],
      [12, 0, 1],
    ]);
    expect(state.mismatches).toEqual([]);
    expectSoundThroughout(client);
  });
});

describe("a worker with two hands", () => {
  it("is worth two workers, once its prefetch is 2: works on two tasks at a time, never on three", async () => {
    const client = await host(UNHURRIED);
    const scenario = oneArm([1, 2, 3, 4, 5], {
      workers: 1,
      concurrency: 2,
      strategy: { ...EAGER, prefetch: 3 },
    });
    await client.must({ type: "set-scenario", scenario }, { type: "run" });
    const state = await client.closed();
    expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
    const { finishMs, budget } = armMetrics(state.arms[0]!, scenario, state.atMs);
    expect(Math.abs(finishMs! - 9000)).toBeLessThan(0.05 * 9000);
    expect(Math.abs(budget.busyMs - 15_000)).toBeLessThan(0.05 * 15_000);
    expectSoundThroughout(client);
  });
});

describe("scaling out", () => {
  it("gives a late joiner nothing under eager, and work where the others wait for acks", async () => {
    const client = await host();
    const scenario = presets["late-joiner"];
    await client.must({ type: "set-scenario", scenario }, { type: "run" });
    const state = await client.closed();
    const counts = state.arms.map((arm) => [...tasksByWorker(arm).values()].map((t) => t.length));
    expect(counts[0]).toEqual([6, 6, 0]);
    expect(counts[1]![2]).toBeGreaterThanOrEqual(2);
    expectSoundThroughout(client);
  });
});
