import { afterAll, beforeAll, expect, it } from "vitest";
import { specOf } from "#broker/testing/by-release.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";
import { startedRelease } from "#tests/support/conformance-broker.ts";
import { restartableBroker, type RestartableBroker } from "#tests/support/restartable-broker.ts";

const STARTING_MS = 240_000;
const persistent = { deliveryMode: 2 } as const;

let broker: RestartableBroker;
beforeAll(async () => {
  broker = await restartableBroker();
}, STARTING_MS);
afterAll(() => broker.end());

const declareQueue = (wire: WireClient, queue: string) =>
  wire.call("queue.declare", { queue, durable: true });

const declareExchange = (wire: WireClient, exchange: string) =>
  wire.call("exchange.declare", { exchange, type: "fanout", durable: true });

/** With an exchange of the same name, and with another one behind it. */
async function declareBoth(wire: WireClient, name: string) {
  await declareQueue(wire, name);
  await declareExchange(wire, name);
  await declareExchange(wire, `${name}-source`);
}

async function fill(wire: WireClient, queue: string) {
  await declareQueue(wire, queue);
  await wire.call("confirm.select");
  for (const body of ["1", "2", "3"]) wire.publish(body, { key: queue }, persistent);
  while (!(await wire.until("ack")).at(-1)?.endsWith("3"));
}

const bindQueue = (wire: WireClient, name: string) =>
  wire.call("queue.bind", { queue: name, exchange: name });

const bindExchange = (wire: WireClient, name: string) =>
  wire.call("exchange.bind", { source: `${name}-source`, destination: name });

/** What a passive declaration is answered. */
async function looked(kind: "queue" | "exchange", name: string) {
  const wire = await openWire(broker.url);
  if (kind === "queue") wire.send("queue.declare", { queue: name, passive: true });
  else wire.send("exchange.declare", { exchange: name, passive: true });
  return (await wire.until("")).at(-1)?.replace(/^(channel.close \d+).*/, "$1");
}

/** What becomes of a mandatory message published there. */
async function sent(exchange: string) {
  const wire = await openWire(broker.url);
  await wire.call("confirm.select");
  wire.publish("sent", { exchange, key: "", mandatory: true });
  return (await wire.until("ack")).at(0)?.replace(/^(return \d+).*/, "$1");
}

const GONE = "channel.close 404";
const UNROUTED = "return 312";
const ROUTED = "ack 1";

/** What stands before, what is asked for, and what is so after a kill. */
const PROMISES: readonly {
  readonly word: string;
  readonly before?: (wire: WireClient, name: string) => Promise<unknown>;
  readonly ask: (wire: WireClient, name: string) => Promise<unknown>;
  readonly after: (name: string) => Promise<readonly unknown[]>;
  readonly expected: (name: string) => readonly unknown[];
}[] = [
  {
    word: "queue.declare-ok",
    ask: declareQueue,
    after: async (name) => [await looked("queue", name)],
    expected: (name) => [`queue.declare-ok ${name} 0 0`],
  },
  {
    word: "queue.delete-ok",
    before: fill,
    ask: (wire, queue) => wire.call("queue.delete", { queue }),
    after: async (name) => [await looked("queue", name)],
    expected: () => [GONE],
  },
  {
    word: "queue.purge-ok",
    before: fill,
    ask: (wire, queue) => wire.call("queue.purge", { queue }),
    after: async (name) => [await looked("queue", name)],
    expected: (name) => [`queue.declare-ok ${name} 0 0`],
  },
  {
    word: "exchange.declare-ok",
    ask: declareExchange,
    after: async (name) => [await looked("exchange", name)],
    expected: () => ["exchange.declare-ok"],
  },
  {
    word: "exchange.delete-ok",
    before: declareExchange,
    ask: (wire, exchange) => wire.call("exchange.delete", { exchange }),
    after: async (name) => [await looked("exchange", name)],
    expected: () => [GONE],
  },
  {
    word: "queue.bind-ok",
    before: declareBoth,
    ask: bindQueue,
    after: async (name) => [await sent(name)],
    expected: () => [ROUTED],
  },
  {
    word: "queue.unbind-ok",
    before: async (wire, name) => {
      await declareBoth(wire, name);
      await bindQueue(wire, name);
    },
    ask: (wire, name) => wire.call("queue.unbind", { queue: name, exchange: name }),
    after: async (name) => [await sent(name)],
    expected: () => [UNROUTED],
  },
  {
    word: "exchange.bind-ok",
    before: async (wire, name) => {
      await declareBoth(wire, name);
      await bindQueue(wire, name);
    },
    ask: bindExchange,
    after: async (name) => [await sent(`${name}-source`)],
    expected: () => [ROUTED],
  },
  {
    word: "exchange.unbind-ok",
    before: async (wire, name) => {
      await declareBoth(wire, name);
      await bindQueue(wire, name);
      await bindExchange(wire, name);
    },
    ask: (wire, name) =>
      wire.call("exchange.unbind", { source: `${name}-source`, destination: name }),
    after: async (name) => [await sent(`${name}-source`)],
    expected: () => [UNROUTED],
  },
];

it(
  "ST11: stopped as soon as it has said all that, it keeps its word on any release",
  async () => {
    const name = ({ word }: (typeof PROMISES)[number]) => `stopped-at-${word}`;
    for (const promise of PROMISES) {
      const wire = await openWire(broker.url);
      await promise.before?.(wire, name(promise));
      await promise.ask(wire, name(promise));
    }
    await broker.restart({ kill: false });
    for (const promise of PROMISES) {
      expect(await promise.after(name(promise))).toEqual(promise.expected(name(promise)));
    }
  },
  STARTING_MS,
);

// Ours keeps it as any release.
if (!process.env["AMQP_URL"] || specOf(startedRelease()).holds("ST20:")) {
  it.each(PROMISES)(
    "ST20: killed as soon as it has said $word, it keeps its word",
    async ({ word, before, ask, after, expected }) => {
      const name = `killed-at-${word}`;
      const wire = await openWire(broker.url);
      await before?.(wire, name);
      await ask(wire, name);
      await broker.restart({ kill: true });
      expect(await after(name)).toEqual(expected(name));
    },
    STARTING_MS,
  );
}
