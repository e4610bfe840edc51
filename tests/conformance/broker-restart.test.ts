import { afterAll, describe, expect, it } from "vitest";
import { ledgerOf } from "#shared/run/ledger.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import { EAGER } from "#shared/scenario/default-scenario.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import { tasksOfDots } from "#shared/scenario/workload.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { restartableBroker } from "#tests/support/restartable-broker.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const broker = await restartableBroker();
const server = await startLabServer({ AMQP_URL: broker.url });
afterAll(async () => {
  await server.close();
  await broker.end();
}, 60_000);

/**
 * durable × persistent: five tasks each, of which a worker was given two and has acknowledged none when the broker
 * goes: a RabbitMQ killed soon after an ack (ST14: within 200 ms, as 3.10) has forgotten the ack.
 */
const twoByTwo: Scenario = {
  preset: null,
  seed: 1,
  workload: tasksOfDots([5, 5, 5, 5, 5]),
  arms: [
    [true, true],
    [true, false],
    [false, true],
    [false, false],
  ].map(([durable = false, persistent = false], i) => ({
    arm: ARM_IDS[i]!,
    strategy: { ...EAGER, prefetch: 2, durable, persistent },
    workers: [{ worker: "w1" as WorkerId, speed: 1, joinAtMs: 0 }],
  })),
  faults: [],
};

/** Tasks that were lost and why, and those flagged redelivered afterwards. */
function outcome(arm: ArmState) {
  const lost = arm.tasks.filter(({ place }) => place === "lost");
  return {
    lost: lost.map(({ task }) => task),
    why: [...new Set(lost.map(({ lossReason }) => lossReason))],
    redelivered: arm.attempts.filter(({ redelivered }) => redelivered).map(({ task }) => task),
  };
}

describe("ST2–ST5: a broker restarted in the middle of a race", () => {
  it.each([
    { kill: false, redelivered: [1, 2] },
    { kill: true, redelivered: [1, 2, 3, 4, 5] },
  ])(
    "kill $kill: durable × persistent survives, and only that; flagged $redelivered",
    async ({ kill, redelivered }) => {
      const lab = await server.openLab();
      const client = await server.join(lab.labId, lab);
      await client.must(
        { type: "set-speed", speed: 20 },
        { type: "set-scenario", scenario: twoByTwo },
        { type: "run" },
        { type: "pause" },
      );
      await eventually(() => {
        for (const { counts, tasks } of client.state.arms) {
          expect(counts).toMatchObject({ held: 1, running: 1 });
          expect(tasks.filter(({ confirmed }) => confirmed)).toHaveLength(5);
        }
      });
      await broker.restart({ kill });
      await eventually(
        () => {
          expect(client.types()).toContain("broker-started");
          expect(client.lab?.phase).toBe("paused");
        },
        { withinMs: 60_000 },
      );
      await client.must({ type: "resume" });
      const state = await client.closed();
      expect(expectSoundLog(client.log)).toMatchObject({ outcome: "finished", mismatches: [] });
      const nothing = { lost: [1, 2, 3, 4, 5], why: ["broker-lost-it"], redelivered: [] };
      expect(state.arms.map(outcome)).toEqual([
        { lost: [], why: [], redelivered },
        nothing,
        nothing,
        nothing,
      ]);
      for (const { published, done, lost } of state.arms.map(ledgerOf)) {
        expect([published, done + lost]).toEqual([5, 5]);
      }
      expect(client.types().filter((type) => type.startsWith("broker-"))).toEqual([
        "broker-stopped",
        "broker-started",
      ]);
    },
    120_000,
  );
});
