import { METHOD_NAMES } from "#broker/wire/methods.ts";
import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import { chance, pick } from "#tests/support/differential/pick.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { publishFrame } from "#tests/support/raw-frame.ts";
import { lyingSize } from "../broken-fields.ts";
import type { Draft } from "../draft.ts";
import { nearMethod } from "../method-octets.ts";
import { channelOf } from "../method-stages.ts";
import { QUEUES } from "../near-fields.ts";
import { long, noise, short } from "../octets.ts";
import { handshakeFrom, isRunning, STAGES } from "../stages.ts";

type Mutation = (rng: Rng, frames: Buffer[]) => void;

const SURVIVABLE = METHOD_NAMES.filter(
  (name) => /^(basic|queue|exchange|confirm|tx|access)\./.test(name) && !/-ok$|publish/.test(name),
);
const SIZE_AT = 3;
const MOST_FRAMES = 4;
const MOST_MUTATIONS = 3;
const IN_HANDSHAKE = 0.12;

const HANDSHAKES = STAGES.filter((stage) => !isRunning(stage));
const OPEN = ["channel", "channel", "busy channel", "confirming channel", "transaction"] as const;

/** Frames a client could send, up to three times changed. */
export function mutated(rng: Rng, channel: number): Draft {
  const stage = chance(rng, IN_HANDSHAKE) ? pick(rng, HANDSHAKES) : pick(rng, OPEN);
  const frames = isRunning(stage)
    ? Array.from({ length: uniformInt(rng, 1, MOST_FRAMES) }, () => frame(rng, channel))
    : handshakeFrom(stage).map((part) => Buffer.from(part));
  const names: string[] = [];
  for (let left = uniformInt(rng, 1, MOST_MUTATIONS); left > 0; left--) {
    const [name, mutate] = pick(rng, MUTATIONS);
    mutate(rng, frames);
    names.push(name);
  }
  return { says: `${names.join(", ")}, ${stage}`, stage, bytes: Buffer.concat(frames) };
}

function frame(rng: Rng, channel: number): Buffer {
  if (chance(rng, 0.25)) {
    const method = publishFrame(channel, "", pick(rng, QUEUES));
    return Buffer.concat([method, contentFrames(channel, "body", { deliveryMode: 2 })]);
  }
  const name = pick(rng, chance(rng, 0.9) ? SURVIVABLE : METHOD_NAMES);
  return nearMethod(rng, channelOf(name, channel), name);
}

const MUTATIONS: readonly (readonly [name: string, mutate: Mutation])[] = [
  ["a bit flipped", atOctet((bytes, at, rng) => void (bytes[at]! ^= 1 << uniformInt(rng, 0, 7)))],
  ["an octet changed", atOctet((bytes, at, rng) => void (bytes[at] = uniformInt(rng, 0, 255)))],
  ["another type", atFrame((bytes, rng) => void (bytes[0] = pick(rng, [0, 1, 2, 3, 4, 8, 206])))],
  [
    "another channel",
    atFrame((bytes, rng) => {
      short(pick(rng, [0, 1, 2, 0xffff, uniformInt(rng, 0, 0xffff)])).copy(bytes, 1);
    }),
  ],
  [
    "another end",
    atFrame((bytes, rng) => void (bytes[bytes.length - 1] = uniformInt(rng, 0, 255))),
  ],
  [
    "a size that lies",
    atFrame((bytes, rng) => {
      if (bytes.length > 8) long(lyingSize(rng, bytes.readUInt32BE(SIZE_AT))).copy(bytes, SIZE_AT);
    }),
  ],
  ["a frame twice", (rng, frames) => void frames.push(pick(rng, frames))],
  [
    "another order",
    (rng, frames) => void frames.push(...frames.splice(0, uniformInt(rng, 1, frames.length))),
  ],
  [
    "a piece cut out",
    onOne((bytes, rng) => {
      const at = uniformInt(rng, 0, bytes.length - 1);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + uniformInt(rng, 1, 9))]);
    }),
  ],
  [
    "noise put in",
    onOne((bytes, rng) => {
      const at = uniformInt(rng, 0, bytes.length);
      return Buffer.concat([bytes.subarray(0, at), noise(rng, 1, 9), bytes.subarray(at)]);
    }),
  ],
  [
    "a frame within a frame",
    (rng, frames) => {
      const inner = pick(rng, frames);
      onOne((bytes, chosen) => {
        const at = uniformInt(chosen, 0, bytes.length);
        return Buffer.concat([bytes.subarray(0, at), inner, bytes.subarray(at)]);
      })(rng, frames);
    },
  ],
  [
    "the end missing",
    onOne((bytes, rng) => bytes.subarray(0, uniformInt(rng, 0, bytes.length - 1))),
  ],
];

function onOne(change: (bytes: Buffer, rng: Rng) => Buffer): Mutation {
  return (rng, frames) => {
    const at = uniformInt(rng, 0, frames.length - 1);
    const bytes = frames[at];
    if (bytes !== undefined && bytes.length > 0) frames[at] = change(bytes, rng);
  };
}

function atFrame(change: (bytes: Buffer, rng: Rng) => void): Mutation {
  return onOne((bytes, rng) => {
    const copy = Buffer.from(bytes);
    change(copy, rng);
    return copy;
  });
}

function atOctet(change: (bytes: Buffer, at: number, rng: Rng) => void): Mutation {
  return atFrame((bytes, rng) => {
    change(bytes, uniformInt(rng, 0, bytes.length - 1), rng);
  });
}
