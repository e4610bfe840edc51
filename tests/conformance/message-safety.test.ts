import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { killAtConfirm } from "#tests/support/faults/kill-at-confirm.ts";
import { contentsOf } from "#tests/support/faults/queue-contents.ts";
import {
  publishUnconfirmed,
  publishUntilKilled,
} from "#tests/support/faults/unconfirmed-publisher.ts";
import { restartableBroker, type RestartableBroker } from "#tests/support/restartable-broker.ts";

const STARTING_MS = 240_000;
/** On a machine that stands still meanwhile the quiet is shorter; how long it must be, the store's own tests say (ST14). */
const QUIETS_MS = [1_500, 4_000, 10_000];

let broker: RestartableBroker;
beforeAll(async () => {
  broker = await restartableBroker();
}, STARTING_MS);
afterAll(() => broker.end());

describe("without confirms", () => {
  const TOTAL = 3_000;
  const all = Array.from({ length: TOTAL }, (_, i) => String(i));

  it(
    "ST11: a stop in good order loses nothing",
    async () => {
      await publishUnconfirmed(broker.url, "unconfirmed-stopped", TOTAL);
      await broker.restart({ kill: false });
      expect(await contentsOf(broker.url, "unconfirmed-stopped")).toEqual(all);
    },
    STARTING_MS,
  );

  it(
    "ST14: kill -9 leaves the first ones, without a gap",
    async () => {
      await publishUnconfirmed(broker.url, "unconfirmed-killed", TOTAL);
      await broker.restart({ kill: true });
      const left = await contentsOf(broker.url, "unconfirmed-killed");
      expect(left).toEqual(all.slice(0, left.length).map((text) => `${text}*`));
    },
    STARTING_MS,
  );

  it(
    "ST14: kill -9 leaves nothing, be it seconds old, while the queue is never quiet",
    async () => {
      // A machine that stands still in the midst of it, on 3.10 for 200 ms, makes a quiet of its own (ST14): then once more.
      for (let round = 1; round <= 10; round++) {
        const queue = `never-quiet-${round}`;
        await publishUntilKilled(broker, queue);
        if ((await contentsOf(broker.url, queue)).length === 0) return;
      }
      expect.unreachable("something was left in each of ten rounds");
    },
    STARTING_MS,
  );

  it(
    "ST14: kill -9 leaves all when the queue has been quiet",
    async () => {
      for (const quietMs of QUIETS_MS) {
        const queue = `quiet-${quietMs}`;
        await publishUnconfirmed(broker.url, queue, TOTAL);
        await delay(quietMs);
        await broker.restart({ kill: true });
        const left = await contentsOf(broker.url, queue);
        expect(left).toEqual(all.slice(0, left.length).map((text) => `${text}*`));
        if (left.length === TOTAL) return;
      }
      expect.unreachable("something was missing in each of three rounds");
    },
    STARTING_MS,
  );
});

describe("kill -9 in the midst of publishing", () => {
  it(
    "ST9: of what was confirmed nothing is missing, and nothing else is there twice or out of order",
    async () => {
      const { confirmed, found } = await killAtConfirm(broker, { moment: 100, total: 4_000 });
      expect(found).toEqual(found.toSorted((one, other) => one - other));
      expect(new Set(found).size).toBe(found.length);
      expect(confirmed.filter((i) => !found.includes(i))).toEqual([]);
    },
    STARTING_MS,
  );
});
