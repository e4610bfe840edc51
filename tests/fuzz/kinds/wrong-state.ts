import { METHOD_NAMES } from "#broker/wire/methods.ts";
import type { Rng } from "#shared/kernel/random.ts";
import { chance } from "#tests/support/differential/pick.ts";
import type { Draft } from "../draft.ts";
import { nearMethod } from "../method-octets.ts";
import { channelOf } from "../method-stages.ts";
import { STAGES } from "../stages.ts";

const CASES = METHOD_NAMES.flatMap((name) => STAGES.map((stage) => ({ name, stage })));

/** Every method at every stage, now and then on a channel of the other kind. */
export function wrongState(rng: Rng, channel: number, turn: number): Draft {
  const { name, stage } = CASES[turn % CASES.length]!;
  const own = channelOf(name, channel);
  const isMisled = chance(rng, 0.1);
  const number = isMisled ? (own === 0 ? channel : 0) : own;
  return { says: `${name} on ${number}, ${stage}`, stage, bytes: nearMethod(rng, number, name) };
}
