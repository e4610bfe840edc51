import { FRAME_BODY, FRAME_HEADER, FRAME_HEARTBEAT } from "#broker/wire/frame.ts";
import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import { pick } from "#tests/support/differential/pick.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { bodyFrame, headerFrame, publishFrame, rawFrame } from "#tests/support/raw-frame.ts";
import { brokenField } from "../broken-fields.ts";
import type { Draft } from "../draft.ts";
import { nearMethod } from "../method-octets.ts";
import { noise, short } from "../octets.ts";
import type { Stage } from "../stages.ts";

type Breaker = (rng: Rng, channel: number) => Buffer | readonly Buffer[];

const HEADERS_FLAG = 0x2000;
const HUGE = [134_217_728, 134_217_729, 0xffff_ffff, 2n ** 63n, 2n ** 64n - 1n];

const properties = (bytes: Buffer) => ({ properties: bytes.toString("hex") });

const CASES: readonly (readonly [says: string, breaker: Breaker])[] = [
  ["no header but a body", (_, to) => bodyFrame(to, "body")],
  ["no header but a heartbeat", (_, to) => rawFrame(FRAME_HEARTBEAT, to)],
  ["no header but another publish", (_, to) => [publishFrame(to), contentFrames(to, "b")]],
  [
    "a header of another class",
    (rng, to) => headerFrame(to, 1, { classId: uniformInt(rng, 0, 99) }),
  ],
  ["a header with a weight", (rng, to) => headerFrame(to, 1, { weight: uniformInt(rng, 1, 9) })],
  ["a header cut short", (rng, to) => rawFrame(FRAME_HEADER, to, noise(rng, 0, 13))],
  ["two headers", (_, to) => [headerFrame(to, 3), headerFrame(to, 3)]],
  [
    "a body too long",
    (rng, to) => [headerFrame(to, 2), rawFrame(FRAME_BODY, to, noise(rng, 3, 99))],
  ],
  [
    "a body that never ends",
    (rng, to) => [headerFrame(to, pick(rng, HUGE)), bodyFrame(to, "part")],
  ],
  ["a body of empty frames", (_, to) => [headerFrame(to, 1), bodyFrame(to, ""), bodyFrame(to, "")]],
  [
    "a method within the body",
    (rng, to) => [headerFrame(to, 9), nearMethod(rng, to, "queue.declare")],
  ],
  ["a body without a header", (_, to) => [contentFrames(to, "whole"), bodyFrame(to, "more")]],
  [
    "flags of nothing",
    (rng, to) => headerFrame(to, 0, properties(short(uniformInt(rng, 1, 0xffff)))),
  ],
  ["noise for properties", (rng, to) => headerFrame(to, 0, properties(noise(rng, 0, 40)))],
  [
    "headers that are no table",
    (rng, to) =>
      headerFrame(
        to,
        0,
        properties(Buffer.concat([short(HEADERS_FLAG), brokenField(rng, "table")])),
      ),
  ],
  [
    "a property broken",
    (rng, to) => {
      const flag = 1 << uniformInt(rng, 2, 15);
      const value = brokenField(rng, pick(rng, ["shortstr", "octet", "longlong", "table"]));
      return headerFrame(to, 0, properties(Buffer.concat([short(flag), value])));
    },
  ],
];
const STAGES: readonly Stage[] = ["channel", "busy channel", "confirming channel", "transaction"];
const CUT_IN = 5;

/** A publish whose content isn't what it should be; now and then to nobody, or to two channels in turn. */
export function brokenContent(rng: Rng, channel: number, turn: number): Draft {
  const [says, breaker] = CASES[turn % CASES.length]!;
  const exchange = pick(rng, ["", "", "amq.fanout", "amq.headers", "fuzz.x"]);
  const broken = breaker(rng, channel);
  const frames = [
    publishFrame(channel, exchange, "fuzz.a"),
    ...(Buffer.isBuffer(broken) ? [broken] : broken),
  ];
  if (turn % CUT_IN === 0) frames.splice(1, 0, nearMethod(rng, channel + 1, "channel.open"));
  return { says: `publish with ${says}`, stage: pick(rng, STAGES), bytes: Buffer.concat(frames) };
}
