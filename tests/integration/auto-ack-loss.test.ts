import { describe, expect, it } from "vitest";
import { violations } from "#shared/run/invariants.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";

const server = await startLabServer();
const KILL_AT_MS = 1000;
const RACES = 2;

const TASKS = 400;

/** A worker dies amid a flood of tasks: some are sent to it and never arrive. */
function killedWhileSentTo(workers: number): Scenario {
  const crew = Array.from({ length: workers }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 10,
    joinAtMs: 0,
  }));
  return {
    preset: null,
    seed: 1,
    workload: Array.from({ length: TASKS }, (_, i) => ({
      text: dottedText(1),
      publishAtMs: KILL_AT_MS - 1 + (i % 2) * 2,
    })),
    arms: [{ arm: "A", strategy: { ...EAGER, ack: "auto", persistent: false }, workers: crew }],
    faults: [
      {
        type: "act-on-worker",
        worker: "w1" as WorkerId,
        action: { type: "kill" },
        atMs: KILL_AT_MS,
      },
    ],
  };
}

async function host(scenario: Scenario) {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  await client.must({ type: "set-speed", speed: 20 }, { type: "set-scenario", scenario });
  await client.must({ type: "run" });
  return client;
}

describe("what is sent without acks to a worker that dies before it arrives", () => {
  it("is lost, and the run closes by itself", async () => {
    for (let i = 0; i < RACES; i++) {
      const client = await host(killedWhileSentTo(2));
      const state = await client.closed();
      const { done, lost } = state.arms[0]!.counts;
      expect(done + lost).toBe(TASKS);
      expect(state).toMatchObject({ outcome: "finished", mismatches: [] });
      expect(violations(state)).toEqual([]);
    }
  });

  it("is told from what still waits, when the run is stopped", async () => {
    for (let i = 0; i < RACES; i++) {
      const client = await host(killedWhileSentTo(1));
      await eventually(() => {
        expect(client.types()).toContain("worker-left");
      });
      // Unless every task is lost already, and the run over.
      await client.send({ type: "stop" });
      const state = await client.closed();
      expect(state.mismatches).toEqual([]);
      const { ready, lost } = state.arms[0]!.counts;
      expect(ready + lost).toBe(state.arms[0]!.tasks.length);
      expect(violations(state)).toEqual([]);
    }
  });
});
