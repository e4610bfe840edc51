import { ChannelError } from "#broker/amqp-error.ts";
import type { Release } from "#broker/core/release.ts";
import { erlangString } from "#broker/wire/erlang-term.ts";

/** Ten years: the longest time RabbitMQ takes. */
const MAX_EXPIRATION_MS = 315_360_000_000n;

/**
 * A message's expiration property: whole milliseconds, as text.
 *
 * @throws 406 for anything else, in RabbitMQ's words.
 */
export function readExpiration(expiration: string, { printsOctets }: Release): number {
  const [, digits, rest = ""] = /^([+-]?[0-9]+)(.*)$/s.exec(expiration) ?? [];
  if (digits === undefined) throw invalid(expiration, "no_integer");
  if (rest !== "")
    throw invalid(expiration, `{leftover_string,${erlangString(rest, { octets: printsOctets })}}`);
  const ttlMs = BigInt(digits.replace("+", ""));
  if (ttlMs < 0n) throw invalid(expiration, `{value_negative,${ttlMs}}`);
  if (ttlMs > MAX_EXPIRATION_MS) throw invalid(expiration, `{value_too_large,${ttlMs}}`);
  return Number(ttlMs);
}

function invalid(expiration: string, fault: string): ChannelError {
  return new ChannelError(406, `invalid expiration '${expiration}': ${fault}`);
}
