import type { Domain } from "#broker/wire/methods.ts";
import { uniformInt, type Rng } from "#shared/kernel/random.ts";
import { pick } from "#tests/support/differential/pick.ts";
import { ARGUMENTS, tableOctets } from "./near-fields.ts";
import { long, longlong, longstr, noise, octet, short, shortstr } from "./octets.ts";

type Breaker = (rng: Rng) => Buffer;

const NOTHING = Buffer.alloc(0);
const NOT_UTF8 = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0x61, 0xe4], [0xf4, 0x90, 0x80, 0x80]];
const ODD_TEXTS = [
  "amq.",
  "amq.gen-x",
  "amq.rabbitmq.reply-to.g1h2AAAA",
  "amq.rabbitmq.trace",
  "a\r\nb",
  "\0",
  "..#.*.#",
  "#.".repeat(60),
  "*".repeat(255),
  "ü€𝄞",
  "__proto__",
  "constructor",
  "%s%n${x}",
];
const TYPE_TAGS = Buffer.from("tbBsuIilfdDSxATFV");
const DEPTHS = [2, 31, 32, 33, 300];

const anyOctets: Breaker = (rng) => noise(rng, 0, 40);
const missing: Breaker = () => NOTHING;

const TEXT: readonly Breaker[] = [
  missing,
  anyOctets,
  (rng) => shortstr(pick(rng, ODD_TEXTS)),
  (rng) => shortstr(pick(rng, ODD_TEXTS).repeat(uniformInt(rng, 1, 20))),
  (rng) => shortstr(Buffer.from(pick(rng, NOT_UTF8))),
  (rng) => shortstr("fuzz.a", pick(rng, [0, 1, 5, 7, 100, 255])),
  (rng) => shortstr(noise(rng, 0, 255)),
];

/** Ways to break a field of each domain: values at the edge of it and beyond, and octets that are none. */
const BREAKERS: Readonly<Record<Domain, readonly Breaker[]>> = {
  bit: [missing, (rng) => noise(rng, 1, 1), (rng) => noise(rng, 2, 9)],
  octet: [missing, () => octet(0xff), (rng) => noise(rng, 1, 3)],
  short: [missing, () => short(0xffff), () => short(0x8000), (rng) => noise(rng, 1, 5)],
  long: [
    missing,
    (rng) => long(pick(rng, [1, 4095, 131_073, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff])),
    (rng) => noise(rng, 4, 4),
    (rng) => noise(rng, 1, 9),
  ],
  longlong: [
    missing,
    (rng) => longlong(pick(rng, [-1n, 1n << 31n, 1n << 53n, (1n << 53n) + 1n, 1n << 63n])),
    (rng) => noise(rng, 8, 8),
    (rng) => noise(rng, 1, 17),
  ],
  shortstr: TEXT,
  bytestr: TEXT,
  longstr: [
    missing,
    anyOctets,
    (rng) => longstr("\0guest\0guest", pick(rng, [0, 1, 11, 13, 4096, 0xffff_ffff])),
    (rng) => longstr(noise(rng, 0, 300)),
    (rng) => longstr(pick(rng, ["", "\0", "\0\0", "\0guest\0wrong", "guest", "\0a\0b\0c"])),
  ],
  table: [
    missing,
    anyOctets,
    (rng) => longstr(noise(rng, 0, 60)),
    (rng) => longstr(Buffer.concat([entry(rng), entry(rng)])),
    (rng) => longstr(entry(rng), pick(rng, [0, 1, 3, 1000, 0xffff_ffff])),
    (rng) => longstr(Buffer.concat([shortstr("a"), noise(rng, 1, 1), noise(rng, 0, 20)])),
    (rng) => tableOctets(pick(rng, ARGUMENTS)),
    (rng) => nested(pick(rng, DEPTHS), "F"),
    (rng) => longstr(Buffer.concat([shortstr("a"), nested(pick(rng, DEPTHS), "A")])),
  ],
};

/** Octets in the place of a field of this domain that break it, in one way or another. */
export function brokenField(rng: Rng, domain: Domain): Buffer {
  return pick(rng, BREAKERS[domain])(rng);
}

/** An entry of a table whose value is of one of the 17 types, its octets chosen by chance. */
function entry(rng: Rng): Buffer {
  const name = pick(rng, ["x-message-ttl", "x-max-priority", "x-match", "x-priority", "CC", "a"]);
  const value = pick(rng, [
    () => noise(rng, 0, 12),
    () => longstr(noise(rng, 0, 12)),
    () => noise(rng, 8, 8),
  ]);
  return Buffer.concat([shortstr(name), octet(pick(rng, [...TYPE_TAGS])), value()]);
}

/** Tables (`F`) or arrays (`A`) within one another. The outermost has its tag where it is an array. */
function nested(depth: number, tag: "F" | "A"): Buffer {
  const head = tag === "F" ? Buffer.concat([shortstr("a"), Buffer.from(tag)]) : Buffer.from(tag);
  let inner = long(0);
  for (let level = 1; level < depth; level++) inner = longstr(Buffer.concat([head, inner]));
  return tag === "F" ? inner : Buffer.concat([head, inner]);
}

/** Numbers that lie about a size. */
export function lyingSize(rng: Rng, size: number): number {
  return (
    pick(rng, [
      0,
      size - 1,
      size + 1,
      size + uniformInt(rng, 2, 4000),
      131_072,
      131_073,
      0x7fff_ffff,
      0xffff_ffff,
    ]) >>> 0
  );
}
