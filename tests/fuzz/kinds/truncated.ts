import { FRAME_METHOD } from "#broker/wire/frame.ts";
import { METHOD_NAMES, type MethodName } from "#broker/wire/methods.ts";
import { seededRng, type Rng } from "#shared/kernel/random.ts";
import { rawFrame } from "#tests/support/raw-frame.ts";
import type { Draft } from "../draft.ts";
import { methodOctets, nearMethod } from "../method-octets.ts";
import { channelOf, stageFor } from "../method-stages.ts";

interface Cut {
  readonly name: MethodName;
  readonly payload: Buffer;
  readonly keep: number;
}

/** Every method at each of its octets. */
const CUTS: readonly Cut[] = METHOD_NAMES.flatMap((name) => {
  const payload = methodOctets(seededRng(1), name);
  return Array.from({ length: payload.length }, (_, keep) => ({ name, payload, keep }));
});

const HOW = ["in a frame of that size", "and nothing follows", "and a frame follows"] as const;

/** A method cut at one of its octets: in a frame as short, or the stream itself. */
export function truncated(rng: Rng, channel: number, turn: number): Draft {
  const { name, payload, keep } = CUTS[Math.floor(turn / HOW.length) % CUTS.length]!;
  const how = HOW[turn % HOW.length]!;
  const number = channelOf(name, channel);
  const says = `${name} cut after ${keep} octets, ${how}`;
  const stage = stageFor(rng, name);
  const cut = payload.subarray(0, keep);
  if (how === "in a frame of that size")
    return { says, stage, bytes: rawFrame(FRAME_METHOD, number, cut) };
  const begun = rawFrame(FRAME_METHOD, number, cut, { size: payload.length }).subarray(0, 7 + keep);
  if (how === "and nothing follows") return { says, stage, bytes: begun };
  return { says, stage, bytes: Buffer.concat([begun, nearMethod(rng, number, name)]) };
}
