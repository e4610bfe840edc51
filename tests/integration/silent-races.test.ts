import { readdirSync, readlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import type { LabClient } from "#tests/support/lab/lab-client.ts";
import { restartableBroker } from "#tests/support/restartable-broker.ts";
import { startLabProcess } from "#tests/support/silence/lab-process.ts";
import { silence } from "#tests/support/silence/silence.ts";
import { begin, expectSound, relieve, steer, steered } from "#tests/support/lab/steered-race.ts";

/** `SILENT_RACES=100`, as `npm run test:silence` does, runs more of them, through longer silences. */
const RACES = Number(process.env["SILENT_RACES"] ?? 20);
/** At the same time, through the same silences. */
const ABREAST = 20;
const ROUNDS = Math.ceil(RACES / ABREAST);
const isLong = ROUNDS > 1;
const SEED = 20_261;

interface Silence {
  readonly whose: "broker" | "server";
  readonly forMs: number;
  /** Before the next. */
  readonly pauseMs: number;
}

const anySilence: fc.Arbitrary<Silence> = fc.record({
  whose: fc.constantFrom("broker", "server"),
  forMs: fc.integer({ min: 1000, max: 30_000 }),
  pauseMs: fc.constantFrom(200, 1000, 3000),
});
/** Where time is short: each once, and just long enough to cut workers off. */
const SHORT: readonly Silence[] = [
  { whose: "broker", forMs: 7000, pauseMs: 500 },
  { whose: "server", forMs: 9000, pauseMs: 0 },
];

const broker = await restartableBroker();
const server = await startLabProcess(broker.url);
afterAll(async () => {
  await server.end();
  await broker.end();
}, 60_000);

/** How many sockets a process has open; Linux knows. */
function socketsOf(pid: number): number {
  const folder = `/proc/${pid}/fd`;
  const links = readdirSync(folder).map((fd) => {
    try {
      return readlinkSync(`${folder}/${fd}`);
    } catch {
      return ""; // Closed meanwhile.
    }
  });
  return links.filter((link) => link.startsWith("socket:")).length;
}

const knowsSockets = process.platform === "linux";

async function beSilent(silences: readonly Silence[]): Promise<void> {
  for (const { whose, forMs, pauseMs } of silences) {
    await silence(whose === "broker" ? await broker.pid() : server.pid, forMs);
    await delay(pauseMs);
  }
}

describe("whoever falls silent during a race, however often", () => {
  it(
    "it ends, its log is sound and agrees with the broker, and no queue, consumer or connection is left",
    async () => {
      const races = fc.sample(steered, { numRuns: RACES, seed: SEED });
      const silences = fc.sample(anySilence, { numRuns: 4 * ROUNDS, seed: SEED });
      const brokerPid = await broker.pid();
      const before = knowsSockets ? socketsOf(brokerPid) : 0;
      for (let round = 0; round < ROUNDS; round++) {
        const some = races.slice(round * ABREAST, (round + 1) * ABREAST);
        const through = isLong ? silences.slice(round * 4, round * 4 + 4) : SHORT;
        const clients: LabClient[] = [];
        for (const race of some) {
          const client = await server.host();
          await begin(client, race);
          clients.push(client);
        }
        // A long silence of the server ends connections, and with them what was asked on them.
        for (const [i, race] of some.entries())
          void steer(clients[i]!, race).catch(() => undefined);
        await beSilent(through);
        // On a slow machine they are not done steering: a pause after the relief would be the last word.
        for (const client of clients) client.leave();
        await Promise.all(
          clients.map(async ({ lab }, i) => {
            try {
              const client = await server.join(lab!.labId, "host");
              await relieve(client, () => server.join(lab!.labId), 90_000);
              await expectSound(client, broker.url);
            } catch (error) {
              const why = `Not so for ${JSON.stringify({ race: some[i], through })}`;
              throw new Error(why, { cause: error });
            }
          }),
        );
      }
      if (!knowsSockets) return;
      await eventually(() => {
        expect(socketsOf(brokerPid)).toBeLessThanOrEqual(before);
      });
    },
    60_000 + ROUNDS * 180_000,
  );
});
