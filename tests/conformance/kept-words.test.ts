import { afterAll, beforeAll, expect, it } from "vitest";
import { specOf } from "#broker/testing/by-release.ts";
import { seededRng, uniformInt } from "#shared/kernel/random.ts";
import { startedRelease } from "#tests/support/conformance-broker.ts";
import { contentsOf, onChannel } from "#tests/support/faults/queue-contents.ts";
import { restartedAtAnswer, type Told } from "#tests/support/faults/random-words.ts";
import { restartableBroker, type RestartableBroker } from "#tests/support/restartable-broker.ts";

const STARTING_MS = 240_000;
const onRabbitmq = Boolean(process.env["AMQP_URL"]);
/** `KILLS=200 npx vitest run tests/conformance/kept-words.test.ts` takes some minutes. */
const KILLS = Number(process.env["KILLS"] ?? (onRabbitmq ? 3 : 8));
// Ours keeps it as any release. What forgets its words when it is killed is stopped in good order.
const kill = !onRabbitmq || specOf(startedRelease()).holds("ST20:");

let broker: RestartableBroker;
beforeAll(async () => {
  broker = await restartableBroker();
}, STARTING_MS);
afterAll(() => broker.end());

/** What a thing can be after all that was asked for: as the last answer left it, or as what was asked for after it would. */
function possible(told: Told, isOn: (of: string, what: string) => boolean | undefined) {
  const states = new Set([false]);
  for (const { what, of, isAnswered } of told.asked) {
    const state = isOn(of, what);
    if (state === undefined) continue;
    if (isAnswered) states.clear();
    states.add(state);
  }
  return [...states];
}

const isThere = (name: string) => (of: string, what: string) =>
  of !== name || (what !== "declare" && what !== "delete") ? undefined : what === "declare";

const isBound = (queue: string, exchange: string) => (of: string, what: string) => {
  if (of === `${queue} ${exchange}`) return what === "bind";
  return (of === queue || of === exchange) && what === "delete" ? false : undefined;
};

function exists(kind: "queue" | "exchange", name: string): Promise<boolean> {
  return onChannel(broker.url, (channel) =>
    (kind === "queue" ? channel.checkQueue(name) : channel.checkExchange(name)).then(
      () => true,
      () => false,
    ),
  );
}

/** Whether something published to the exchange arrives; the queue is empty afterwards. */
async function arrives(queue: string, exchange: string): Promise<boolean> {
  await contentsOf(broker.url, queue);
  await onChannel(broker.url, async (channel) => {
    channel.publish(exchange, "", Buffer.from("probe"));
    await channel.waitForConfirms();
  });
  return (await contentsOf(broker.url, queue)).length > 0;
}

/** Confirmed messages that are missing, and those that are there though they were answered to be gone. */
function broken(told: Told, queue: string, found: readonly string[]) {
  const mine = told.asked.filter(({ of }) => of === queue);
  const isEnd = ({ what }: { readonly what: string }) => what === "purge" || what === "delete";
  const lastEnd = mine.findLastIndex((asked) => isEnd(asked) && asked.isAnswered);
  const missing = mine.filter(
    ({ body, isAnswered }, i) =>
      body !== undefined && isAnswered && !found.includes(body) && !mine.slice(i + 1).some(isEnd),
  );
  const undead = mine.slice(0, lastEnd + 1).filter(({ body }) => found.includes(body ?? ""));
  return { missing: missing.map(({ body }) => body), undead: undead.map(({ body }) => body) };
}

async function judge(told: Told): Promise<void> {
  const there = new Set<string>();
  for (const [kind, names] of [
    ["queue", told.queues],
    ["exchange", told.exchanges],
  ] as const) {
    for (const name of names) {
      const isNow = await exists(kind, name);
      expect(possible(told, isThere(name)), `${kind} ${name}`).toContain(isNow);
      if (isNow) there.add(name);
    }
  }
  for (const queue of told.queues.filter((name) => there.has(name))) {
    const all = await contentsOf(broker.url, queue);
    const found = all.filter((text) => text !== "probe").map((text) => text.replace("*", ""));
    expect(broken(told, queue, found), queue).toEqual({ missing: [], undead: [] });
    expect(found).toEqual([...new Set(found)].sort((one, other) => Number(one) - Number(other)));
    for (const exchange of told.exchanges.filter((name) => there.has(name))) {
      expect(
        possible(told, isBound(queue, exchange)),
        `binding of ${queue} to ${exchange}`,
      ).toContain(await arrives(queue, exchange));
    }
  }
}

it.each(Array.from({ length: KILLS }, (_, i) => i + 1))(
  `ST9, ST20: ${kill ? "killed" : "stopped"} at a random answer (%i), everything that was answered is so`,
  async (seed) => {
    const rng = seededRng(seed);
    const answers = uniformInt(rng, 1, 150);
    const all = await restartedAtAnswer(broker, { kill, rng, answers, round: String(seed) });
    for (const told of all) await judge(told);
  },
  STARTING_MS,
);
