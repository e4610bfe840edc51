import { setTimeout as delay } from "node:timers/promises";
import { afterAll, describe, expect, it } from "vitest";
import type { RunState } from "#shared/run/run-state.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { conformanceBroker } from "#tests/support/conformance-broker.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { oneArm } from "#tests/support/one-arm.ts";
import { restartableBroker } from "#tests/support/restartable-broker.ts";
import { startLabProcess, type LabProcess } from "#tests/support/silence/lab-process.ts";
import { silence } from "#tests/support/silence/silence.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const onRabbitmq = Boolean(process.env["AMQP_URL"]);

const { url } = await conformanceBroker();
/** Of our own, to be stopped. */
const broker = await restartableBroker();
const ends: (() => Promise<void>)[] = [() => broker.end()];
afterAll(async () => {
  for (const end of ends.reverse()) await end();
}, 60_000);

async function serverOn(amqpUrl: string): Promise<LabProcess> {
  const server = await startLabProcess(amqpUrl);
  ends.push(() => server.end());
  return server;
}

/** The same tasks for who waits for acks, who holds much, and who acknowledges what it has not done. */
function threeArms(): Scenario {
  const dots = [3, 3, 3, 3, 3, 3, 1, 1, 1, 1];
  const [arm] = oneArm(dots).arms;
  const strategies = [WAIT_FOR_ACK, EAGER, { ...EAGER, ack: "auto" } as const];
  const arms = (["A", "B", "C"] as const).map((id, i) => ({
    ...arm!,
    arm: id,
    strategy: { ...arm!.strategy, ...strategies[i] },
  }));
  return { ...oneArm(dots), arms };
}

/** Runs for a second and a half of its own pace, then what happens happens, then it runs on quickly. */
async function through(client: LabClient, what: () => Promise<void>): Promise<RunState> {
  await client.must({ type: "set-scenario", scenario: threeArms() }, { type: "run" });
  await delay(1500);
  await what();
  await client.must({ type: "set-speed", speed: 20 });
  const state = await client.closed({ withinMs: 60_000 });
  expectSoundLog(client.log);
  expectLostAcksTold(client);
  return state;
}

/** What was acknowledged in vain is said to be, before it is given out again. */
function expectLostAcksTold({ log }: LabClient): void {
  const acked = new Set<string>();
  for (const event of log) {
    if (!("task" in event)) continue;
    const key = `${event.arm} ${event.task}`;
    if (event.type === "acked") acked.add(key);
    if (event.type === "ack-lost") acked.delete(key);
    if (event.type === "received") expect(acked.has(key), key).toBe(false);
  }
}

function expectAccounted({ outcome, mismatches, arms }: RunState): void {
  expect({ outcome, mismatches }).toEqual({ outcome: "finished", mismatches: [] });
  const [fair, eager, auto] = arms.map(({ counts }) => counts);
  expect(fair).toMatchObject({ done: 10, lost: 0 });
  expect(eager).toMatchObject({ done: 10, lost: 0 });
  expect(auto!.done + auto!.lost).toBe(10);
}

describe.concurrent("a silence in the middle of a race", () => {
  const brokerMs = onRabbitmq ? 10_000 : 8000;
  it(`of the broker, for ${brokerMs} ms: who did not mean to go comes back`, async () => {
    const server = await serverOn(broker.url);
    const pid = await broker.pid();
    expectAccounted(await through(await server.host(), () => silence(pid, brokerMs)));
  }, 120_000);

  it.each([9000, 20_000])(
    "of the server, for %i ms: the same",
    async (forMs) => {
      const server = await serverOn(url);
      expectAccounted(await through(await server.host(), () => silence(server.pid, forMs)));
    },
    120_000,
  );
});
