import { FRAME_METHOD } from "#broker/wire/frame.ts";
import { METHOD_NAMES, type MethodName } from "#broker/wire/methods.ts";
import { chance } from "#tests/support/differential/pick.ts";
import type { Rng } from "#shared/kernel/random.ts";
import { contentFrames } from "#broker/testing/content-frames.ts";
import { rawFrame } from "#tests/support/raw-frame.ts";
import type { Draft } from "../draft.ts";
import { fieldsOf, methodOctets } from "../method-octets.ts";
import { channelOf, stageFor } from "../method-stages.ts";
import { noise } from "../octets.ts";

/** Each field of each method, and after its last. */
const CASES: readonly (readonly [MethodName, string])[] = METHOD_NAMES.flatMap((name) =>
  [...fieldsOf(name).map(([field]) => field), "its end"].map((field) => [name, field] as const),
);

/** One field of a method broken, the others as they could be meant; where it could be sent. */
export function brokenFieldOf(rng: Rng, channel: number, turn: number): Draft {
  const [name, field] = CASES[turn % CASES.length]!;
  const payload = methodOctets(rng, name, field);
  const frame = rawFrame(
    FRAME_METHOD,
    channelOf(name, channel),
    field === "its end" ? Buffer.concat([payload, noise(rng, 1, 9)]) : payload,
  );
  // A publish is looked at when its content is there.
  const hasContent = name === "basic.publish" && chance(rng, 0.8);
  return {
    says: `${name} with ${field} broken`,
    stage: stageFor(rng, name),
    bytes: hasContent ? Buffer.concat([frame, contentFrames(channel, "body")]) : frame,
  };
}
