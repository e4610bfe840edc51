import { afterAll, expect, it } from "vitest";
import { burstFigures, type BurstFigures } from "#shared/run/burst.ts";
import { WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import type { Scenario, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import { specOf } from "#broker/testing/by-release.ts";
import { startedRelease } from "#tests/support/conformance-broker.ts";
import { eventually } from "#tests/support/eventually.ts";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import { restartableBroker } from "#tests/support/restartable-broker.ts";
import { expectSoundLog } from "#tests/support/lab/sound-log.ts";

const restartable = await restartableBroker();
const broker = { ...restartable, close: restartable.end };
const server = await startLabServer({ AMQP_URL: "" }, { broker });
afterAll(() => server.close());

const LOST_OF_10_000 = Number(specOf(startedRelease()).expected("ST14", "lost of 10,000"));
const CONFIRMS = WAIT_FOR_ACK;
const FORGETS: Strategy = { ...WAIT_FOR_ACK, confirms: false };
const RESTART = { withinMs: 60_000 };
const TEST_MS = 90_000;

/** A burst in an arm for each of these strategies, and one kill of the broker right after. */
async function killedBurst(
  strategies: readonly Strategy[],
  count: number,
): Promise<readonly BurstFigures[]> {
  const lab = await server.openLab();
  const client = await server.join(lab.labId, lab);
  const workers = [{ worker: "w1" as WorkerId, speed: 1, joinAtMs: 0 }];
  const arms = ARM_IDS.slice(0, strategies.length);
  const scenario: Scenario = {
    preset: null,
    seed: 1,
    workload: [],
    arms: arms.map((arm, i) => ({ arm, strategy: strategies[i]!, workers })),
    faults: [],
  };
  await client.must({ type: "set-scenario", scenario }, { type: "run" });
  await client.must({ type: "publish-burst", arms, count, kill: true });
  await eventually(() => {
    expect(client.state.arms.map(({ burst }) => burst?.counted)).toEqual(arms.map(() => true));
    expect(client.lab?.phase).toBe("running");
  }, RESTART);
  await client.must({ type: "stop" });
  expectSoundLog(client.log);
  return client.state.arms.map(({ burst }) => burstFigures(burst!));
}

it.each([1, 100, 10_000])(
  "ST9: of %i messages with confirms, all that were confirmed survive a kill half way",
  async (count) => {
    const [figures] = await killedBurst([CONFIRMS], count);
    expect(figures?.confirmed).toBeGreaterThanOrEqual(count / 2);
    expect(figures).toMatchObject({ confirmedButLost: 0 });
  },
  TEST_MS,
);

it(
  "ST14: of 10,000 without confirms, killed as soon as their publisher was told goodbye, so many are lost",
  async () => {
    // A machine that stands still for the quiet in the midst of it makes a quiet of its own: then once more.
    for (let round = 1; round <= 10; round++) {
      const [figures] = await killedBurst([FORGETS], 10_000);
      expect(figures).toMatchObject({ sent: 10_000, confirmed: 0 });
      if (figures?.lost === LOST_OF_10_000) return;
    }
    expect.unreachable("more or fewer survived in each of ten rounds");
  },
  10 * TEST_MS,
);

it(
  "ST9, ST14: side by side, by the same kill, only those who waited for confirms know what survived",
  async () => {
    const [forgets, confirms] = await killedBurst([FORGETS, CONFIRMS], 10_000);
    expect(confirms).toMatchObject({ sent: 10_000, confirmedButLost: 0 });
    expect(forgets).toMatchObject({ sent: 10_000, confirmed: 0 });
  },
  TEST_MS,
);

it(
  "ST2, ST3: what is not written down is gone, confirmed or not",
  async () => {
    const transient = { ...CONFIRMS, persistent: false };
    const volatile = { ...CONFIRMS, durable: false };
    for (const figures of await killedBurst([transient, volatile], 500)) {
      expect(figures).toMatchObject({ survived: 0 });
    }
  },
  TEST_MS,
);
