import fc from "fast-check";
import { expect, it } from "vitest";
import { anyMethod } from "#broker/testing/any-method.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { PROTOCOL_HEADER, SessionPeer } from "#broker/testing/session-peer.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import {
  METHOD_NAMES,
  METHODS,
  type Domain,
  type Method,
  type MethodFields,
} from "#broker/wire/methods.ts";

const PATIENCE_MS = 60_000;

/** Values that often meet what is there: a queue k, an exchange x, a consumer A, small tags. */
const NEAR: Record<Domain, fc.Arbitrary<unknown>> = {
  bit: fc.boolean(),
  octet: fc.nat(2),
  short: fc.nat(3),
  long: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) }),
  longlong: fc.nat(6),
  shortstr: fc.constantFrom("", "k", "k", "x", "A", "fanout", "topic", "amq.topic", "a.#"),
  bytestr: fc.constantFrom("", "k", "k", "x", "fanout", "amq.topic", "a.b"),
  longstr: fc.constant(new Uint8Array()),
  table: fc.constant(new Map()),
};

/** Those that don't end the connection whatever their fields. */
const SURVIVABLE = METHOD_NAMES.filter(
  (name) =>
    /^(basic|queue|exchange|confirm|access)\./.test(name) &&
    !/-ok$|\.(deliver|return|get-empty|publish|recover|recover-async)$/.test(name),
);

const nearMethod: fc.Arbitrary<Method> = fc.constantFrom(...SURVIVABLE).chain((name) => {
  const fields = Object.entries<Domain>(METHODS[name].fields);
  return fc
    .record(Object.fromEntries(fields.map(([field, domain]) => [field, NEAR[domain]])))
    .map((values) => ({ name, fields: values }) as unknown as Method);
});

const call = nearMethod.map(({ name, fields }) => methodFrame(1, name, fields));
const publish = fc
  .record({ exchange: NEAR.shortstr, routingKey: NEAR.shortstr, mandatory: fc.boolean() })
  .map((fields) => methodFrame(1, "basic.publish", fields as MethodFields<"basic.publish">))
  .map((method) => Buffer.concat([method, contentFrames(1, "body")]));
const reopen = fc.constant(
  Buffer.concat([methodFrame(1, "channel.close-ok"), methodFrame(1, "channel.open")]),
);
const wellFormed = fc.oneof(
  { weight: 6, arbitrary: call },
  { weight: 3, arbitrary: publish },
  { weight: 1, arbitrary: reopen },
);

const channel = fc.constantFrom(0, 1, 1, 1, 2);
const frames: fc.Arbitrary<Buffer> = fc.oneof(
  wellFormed,
  fc.tuple(channel, fc.string()).map(([to, body]) => contentFrames(to, body)),
  fc.tuple(channel, anyMethod).map(([to, { name, fields }]) => methodFrame(to, name, fields)),
);

/** Octets overwritten, and the end cut off. */
interface Damage {
  readonly at: readonly (readonly [number, number])[];
  readonly keep: number;
}
const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 3 }),
  keep: fc.integer({ min: 1, max: 400 }),
});

function damaged(bytes: Buffer, { at, keep }: Damage): Buffer {
  const copy = Buffer.from(bytes);
  for (const [place, octet] of at) copy[place % Math.max(1, copy.length)] = octet;
  return copy.subarray(0, keep);
}

/** An open connection with a queue k that holds messages and has a consumer A. */
function busyPeer(): SessionPeer {
  const peer = SessionPeer.loggedIn().send("queue.declare", { queue: "k" });
  peer.publish("k", ["m1", "m2", "m3"]).send("basic.qos", { prefetchCount: 1 });
  return peer.send("basic.consume", { queue: "k", consumerTag: "A" });
}

/** No defect, nothing left in a lost client's hands, and another client of the same broker is served. */
function expectUnharmed(peer: SessionPeer): void {
  peer.lines();
  peer.sent().wait(1_000).lines();
  expect(peer.bench.defects).toEqual([]);
  peer.session.lost();
  expect(peer.bench.host.counts("k") ?? { unacked: 0, consumers: 0 }).toMatchObject({
    unacked: 0,
    consumers: 0,
  });
  const other = SessionPeer.loggedIn({ bench: peer.bench }).send("queue.declare", { queue: "ok" });
  expect(other.lines()).toEqual(["queue.declare-ok ok 0 0"]);
}

it(
  "any octets after any part of the handshake do no harm",
  () => {
    fc.assert(
      fc.property(fc.nat(3), fc.uint8Array({ maxLength: 80 }), (progress, noise) => {
        const peer = new SessionPeer();
        if (progress > 0) peer.bytes(PROTOCOL_HEADER);
        if (progress > 1) peer.startOk();
        if (progress > 2) peer.tuneOk();
        expectUnharmed(peer.bytes(noise));
      }),
      { numRuns: 5_000 },
    );
  },
  PATIENCE_MS,
);

it(
  "damaged frames do no harm",
  () => {
    fc.assert(
      fc.property(fc.array(frames, { minLength: 1, maxLength: 4 }), damage, (sent, how) => {
        expectUnharmed(busyPeer().bytes(damaged(Buffer.concat(sent), how)));
      }),
      { numRuns: 9_000 },
    );
  },
  PATIENCE_MS,
);

it(
  "well-formed methods in any order do no harm",
  () => {
    fc.assert(
      fc.property(fc.array(wellFormed, { minLength: 1, maxLength: 20 }), (sent) => {
        expectUnharmed(sent.reduce((peer, bytes) => peer.bytes(bytes), busyPeer()));
      }),
      { numRuns: 9_000 },
    );
  },
  PATIENCE_MS,
);
