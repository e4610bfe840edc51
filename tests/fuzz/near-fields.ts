import { ByteWriter } from "#broker/wire/byte-writer.ts";
import { writeTable, type Field, type FieldTable } from "#broker/wire/field-table.ts";
import type { Domain } from "#broker/wire/methods.ts";
import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import { chance, pick } from "#tests/support/differential/pick.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { long, longlong, longstr, octet, short, shortstr } from "./octets.ts";

/** Names that often meet what other inputs have left in the broker. */
export const QUEUES = ["fuzz.a", "fuzz.b", "fuzz.c"];
const EXCHANGES = ["", "amq.direct", "amq.fanout", "amq.topic", "amq.headers", "fuzz.x", "fuzz.y"];
const KEYS = [...QUEUES, "", "a.b", "a.#", "*.b", "amq.rabbitmq.reply-to"];

const TEXTS: Readonly<Record<string, readonly string[]>> = {
  queue: [...QUEUES, ""],
  exchange: EXCHANGES,
  source: EXCHANGES,
  destination: EXCHANGES,
  routingKey: KEYS,
  type: ["direct", "fanout", "topic", "headers"],
  consumerTag: ["", "A", "B", "C"],
  mechanism: ["PLAIN", "AMQPLAIN"],
  locale: ["en_US"],
  virtualHost: ["/"],
};

/** Right ones and such as break a rule about arguments. */
export const ARGUMENTS: readonly FieldTable[] = [
  { "x-max-length": 3 },
  { "x-max-length": 2, "x-overflow": "reject-publish" },
  { "x-max-length-bytes": 100 },
  { "x-message-ttl": 5 },
  { "x-message-ttl": -1 },
  { "x-expires": 20 },
  { "x-expires": 0 },
  { "x-max-priority": 4 },
  { "x-max-priority": 256 },
  { "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "fuzz.b" },
  { "x-dead-letter-exchange": "amq.fanout", "x-max-length": 1 },
  { "x-dead-letter-routing-key": "alone" },
  { "x-queue-type": "quorum" },
  { "x-queue-type": "stream" },
  { "x-queue-type": "nonsense" },
  { "x-single-active-consumer": true },
  { "x-single-active-consumer": "yes" },
  { "x-priority": 7 },
  { "x-priority": "high" },
  { "alternate-exchange": "fuzz.y" },
  { "alternate-exchange": 1 },
  { "x-match": "any", a: 1 },
  { "x-match": "some" },
  { "x-unknown": 1.5, b: null },
].map(fieldTable);

const BITS: Readonly<Record<string, number>> = { active: 0.95, immediate: 0.02, passive: 0.1 };

/** Octets of a field as a client in its right mind could send them; bits are 0 or 1. */
export function nearField(rng: Rng, name: string, domain: Domain): Buffer {
  if (name.startsWith("reserved")) return EMPTY[domain];
  switch (domain) {
    case "bit":
      return octet(chance(rng, BITS[name] ?? 0.3) ? 1 : 0);
    case "octet":
      return octet(uniformInt(rng, 0, 9));
    case "short":
      return short(name === "channelMax" ? 2047 : uniformInt(rng, 0, 3));
    case "long":
      return long(name === "frameMax" ? 131_072 : chance(rng, 0.9) ? 0 : uniformInt(rng, 1, 9));
    case "longlong":
      return longlong(BigInt(uniformInt(rng, 0, 6)));
    case "shortstr":
    case "bytestr":
      return shortstr(pick(rng, TEXTS[name] ?? ["", "a", "some text"]));
    case "longstr":
      return longstr("\0guest\0guest");
    case "table":
      return tableOctets(chance(rng, 0.6) ? new Map<string, Field>() : pick(rng, ARGUMENTS));
  }
}

const EMPTY: Readonly<Record<Domain, Buffer>> = {
  bit: octet(0),
  octet: octet(0),
  short: short(0),
  long: long(0),
  longlong: longlong(0n),
  shortstr: octet(0),
  bytestr: octet(0),
  longstr: long(0),
  table: long(0),
};

export function tableOctets(table: FieldTable): Buffer {
  const writer = new ByteWriter();
  writeTable(writer, table);
  return Buffer.concat(writer.take());
}
