import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { startLabServer } from "#tests/support/lab/lab-server.ts";
import {
  begin,
  expectSound,
  relieve,
  steer,
  steered,
  type Steered,
} from "#tests/support/lab/steered-race.ts";

const onRabbitmq = Boolean(process.env["AMQP_URL"]);
/** `RANDOM_RACES=200`, as `npm run test:races` does, runs more of them. */
const RACES = Number(process.env["RANDOM_RACES"] ?? (onRabbitmq ? 16 : 40));
/** On one server: nobody may open more labs than that at once. */
const A_SERVER = 40;
/** At the same time, to be quick. */
const ABREAST = 8;
const WITHIN_MS = 20_000 + RACES * 2000;
const SEED = 20_260;

/** On a server of their own. */
async function raceAll(races: Steered[]): Promise<void> {
  const server = await startLabServer({ MAX_LABS: "1000" });
  const runners = Array.from({ length: ABREAST }, async () => {
    for (let race = races.pop(); race; race = races.pop()) {
      try {
        const lab = await server.openLab();
        const client = await server.join(lab.labId, lab);
        await begin(client, race);
        await steer(client, race);
        await relieve(client, () => server.join(lab.labId, lab));
        await expectSound(client, server.application.broker.broker?.url ?? "");
      } catch (error) {
        throw new Error(`Not so for ${JSON.stringify(race)}`, { cause: error });
      }
    }
  });
  await Promise.all(runners);
  expect(server.defects).toEqual([]);
  await server.close();
}

describe("whatever is done to a race on its way", () => {
  it(
    "its log is sound throughout, agrees with the broker and tells of no stranger, and nothing is left behind",
    async () => {
      const races = fc.sample(steered, { numRuns: RACES, seed: SEED });
      while (races.length > 0) await raceAll(races.splice(-A_SERVER));
    },
    WITHIN_MS,
  );
});
