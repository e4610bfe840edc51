import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import { chance, pick } from "#tests/support/differential/pick.ts";
import { rawFrame } from "#tests/support/raw-frame.ts";
import type { Draft } from "../draft.ts";
import { noise } from "../octets.ts";
import { PROTOCOL_HEADER, STAGES } from "../stages.ts";

const MOST_BYTES = 300;
const LATER = STAGES.slice(1);
/** What others say first on a port. */
const OPENINGS = [
  "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
  "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  "SSH-2.0-OpenSSH_9.2\r\n",
  "\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00",
  "CONNECT\naccept-version:1.2\n\n\0",
  "AMQP\x03\x01\x00\x00",
  "AMQP\x00\x01\x00\x00",
  "AMQP",
  "AMQP\x01\x01\x00\x09",
].map((text) => Buffer.from(text, "latin1"));

/** Before anything was said. */
export function noiseFirst(rng: Rng): Draft {
  const start = chance(rng, 0.3) ? pick(rng, [...OPENINGS, PROTOCOL_HEADER]) : Buffer.alloc(0);
  const bytes = Buffer.concat([start, noise(rng, 1, MOST_BYTES)]);
  return { says: "noise at the start", stage: "nothing said", bytes };
}

/** Anywhere later, bare or in frames. */
export function noiseLater(rng: Rng, channel: number): Draft {
  const stage = pick(rng, LATER);
  if (chance(rng, 0.4)) {
    return { says: `noise, ${stage}`, stage, bytes: noise(rng, 1, MOST_BYTES) };
  }
  const frames = Array.from({ length: uniformInt(rng, 1, 3) }, () =>
    rawFrame(
      pick(rng, [0, 1, 1, 1, 2, 3, 4, 8, 255]),
      pick(rng, [0, channel, channel, channel + 1, 65_535]),
      noise(rng, 0, 60),
    ),
  );
  return { says: `frames of noise, ${stage}`, stage, bytes: Buffer.concat(frames) };
}
