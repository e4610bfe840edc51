import fc from "fast-check";
import { expect, it } from "vitest";
import { aPublication } from "#broker/testing/a-publication.ts";
import type { Argument } from "#broker/core/arguments.ts";
import { Connection } from "#broker/core/connection.ts";
import { routerFor } from "#broker/core/exchange/router-for.ts";
import { VirtualHost } from "#broker/core/virtual-host.ts";

/** A queue in plain words: a list that is sorted and searched whenever something happens. */
class PlainQueue {
  readonly #settings: Settings;
  ready: PlainMessage[] = [];
  readonly dead: string[] = [];

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  publish(message: PlainMessage, nowMs: number): void {
    const { maxLength, maxBytes, overflow } = this.#settings;
    const isTooMuch = this.ready.length + 1 > maxLength || this.bytes + message.bytes > maxBytes;
    if (overflow === "reject-publish" && isTooMuch) return;
    this.ready.push(message);
    this.#tidy(nowMs);
  }

  requeue(message: PlainMessage, nowMs: number): void {
    this.ready.push(message);
    this.#tidy(nowMs);
  }

  take(nowMs: number): PlainMessage | undefined {
    const message = this.ready.shift();
    this.#tidy(nowMs);
    return message;
  }

  pass(nowMs: number): void {
    this.#tidy(nowMs);
  }

  get bytes(): number {
    return this.ready.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #tidy(nowMs: number): void {
    const { maxPriority, maxLength, maxBytes, overflow } = this.#settings;
    const level = ({ priority }: PlainMessage) => Math.min(priority, maxPriority);
    this.ready.sort((one, other) => level(other) - level(one) || one.position - other.position);
    while (overflow === "drop-head" && (this.ready.length > maxLength || this.bytes > maxBytes))
      this.dead.push(`${this.ready.shift()!.name} maxlen`);
    while (this.ready[0] !== undefined && this.ready[0].expiresAtMs <= nowMs)
      this.dead.push(`${this.ready.shift()!.name} expired`);
  }
}

interface PlainMessage {
  readonly name: string;
  readonly position: number;
  readonly priority: number;
  readonly bytes: number;
  readonly expiresAtMs: number;
}

interface Settings {
  readonly ttlMs: number;
  readonly maxPriority: number;
  readonly maxLength: number;
  readonly maxBytes: number;
  readonly overflow: "drop-head" | "reject-publish";
}

const NAMES = {
  ttlMs: "x-message-ttl",
  maxPriority: "x-max-priority",
  maxLength: "x-max-length",
  maxBytes: "x-max-length-bytes",
};

const anySettings = fc.record({
  ttlMs: fc.constantFrom(Infinity, 0, 5),
  maxPriority: fc.constantFrom(0, 1, 3),
  maxLength: fc.constantFrom(Infinity, 0, 2, 5),
  maxBytes: fc.constantFrom(Infinity, 10),
  overflow: fc.constantFrom("drop-head" as const, "reject-publish" as const),
});

const anyStep = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("publish" as const),
      priority: fc.nat(4),
      bytes: fc.nat(6),
      expirationMs: fc.constantFrom(undefined, undefined, 0, 3, 8),
    }),
  },
  fc.record({ do: fc.constant("get" as const) }),
  fc.record({ do: fc.constant("requeue" as const), pick: fc.nat() }),
  fc.record({ do: fc.constant("reject" as const), pick: fc.nat() }),
  fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 5 }) }),
);

function argumentsOf({ overflow, ...numbers }: Settings): ReadonlyMap<string, Argument> {
  const args = new Map<string, Argument>([
    ["x-overflow", { type: "longstr", value: overflow }],
    ["x-dead-letter-exchange", { type: "longstr", value: "" }],
    ["x-dead-letter-routing-key", { type: "longstr", value: "dead" }],
  ]);
  for (const [setting, value] of Object.entries(numbers)) {
    const name = NAMES[setting as keyof typeof NAMES];
    if (value !== Infinity) args.set(name, { type: "long", value: BigInt(value) });
  }
  return args;
}

it("QM10, QM20–QM24, QM30–QM34, QM40: a queue keeps, gives and drops as a sorted list would", () => {
  fc.assert(
    fc.property(anySettings, fc.array(anyStep, { maxLength: 60 }), (settings, steps) => {
      let nowMs = 0;
      let wakeAtMs = Infinity;
      const host = new VirtualHost<string>("/", {
        routerFor,
        now: () => nowMs,
        newId: () => "",
        propertiesOf: () => ({}),
        reheaded: (content, headers) => {
          const [death] = headers.get("x-death")?.value as readonly Argument[];
          const { value } = (death!.value as ReadonlyMap<string, Argument>).get("reason")!;
          return `${content} ${String(value)}`;
        },
        wakeAt: (atMs) => (wakeAtMs = Math.min(wakeAtMs, atMs)),
      });
      const channel = new Connection(host).openChannel({
        facts: { connection: 1, channel: 1, connectionName: "", product: "" },
        canTake: () => true,
        deliver: () => undefined,
        returned: () => undefined,
        takesCancel: true,
        cancelled: () => undefined,
        failed: () => undefined,
      });
      const declare = (name: string, args: ReadonlyMap<string, Argument>) =>
        host.declareQueue(channel, {
          name,
          durable: false,
          exclusive: false,
          autoDelete: false,
          arguments: args,
        });
      declare("q", argumentsOf(settings));
      declare("dead", new Map());
      const model = new PlainQueue(settings);
      const held: (PlainMessage & { tag: number })[] = [];
      let position = 0;
      for (const step of steps) {
        switch (step.do) {
          case "publish": {
            const name = `m${position}`;
            const { priority, bytes: bodyBytes, expirationMs } = step;
            const expiresAtMs = nowMs + Math.min(settings.ttlMs, expirationMs ?? Infinity);
            model.publish({ name, position, priority, bytes: bodyBytes, expiresAtMs }, nowMs);
            const publication = aPublication("", "q", name);
            channel.publish({ ...publication, priority, bodyBytes, expirationMs }, false);
            position += 1;
            break;
          }
          case "get": {
            const got = channel.get("q", false);
            const expected = model.take(nowMs);
            expect(got?.message.publication.content).toBe(expected?.name);
            if (got !== undefined && expected !== undefined)
              held.push({ ...expected, tag: got.deliveryTag });
            break;
          }
          case "requeue":
          case "reject": {
            const [chosen] = held.splice(step.pick % Math.max(1, held.length), 1);
            if (chosen === undefined) break;
            channel.nack(chosen.tag, false, step.do === "requeue");
            if (step.do === "requeue") model.requeue(chosen, nowMs);
            else model.dead.push(`${chosen.name} rejected`);
            break;
          }
          case "pass":
            nowMs += step.ms;
            model.pass(nowMs);
            if (nowMs >= wakeAtMs) {
              wakeAtMs = Infinity;
              host.tick();
            }
        }
        expect(host.counts("q")).toMatchObject({ ready: model.ready.length, unacked: held.length });
      }
      const dead: string[] = [];
      for (let got = channel.get("dead", true); got !== undefined; got = channel.get("dead", true))
        dead.push(got.message.publication.content);
      expect(dead).toEqual(model.dead);
    }),
    { numRuns: 500 },
  );
});
