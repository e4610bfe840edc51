import { rule, type Rule } from "./rule.ts";

export const prefetchRules: readonly Rule[] = [
  ...[1, 2, 5].map((prefetch) =>
    rule(
      `DQ10: prefetch ${prefetch} lets out that many`,
      `publish 10
       qos a ${prefetch}
       consume A → A ${["m1", "m2", "m3", "m4", "m5"].slice(0, prefetch).join(" ")}
       count → ready ${10 - prefetch}, consumers 1`,
    ),
  ),
  rule(
    "DQ10: prefetch 0 is no limit",
    `publish 3
     qos a 0
     consume A → A m1 m2 m3`,
  ),
  rule(
    "DQ11: a later qos is for later consumers",
    `publish 6
     qos a 1
     consume A → A m1
     qos a 3
     consume B on a → B m2 m3 m4
     ack a m1 → A m5`,
  ),
  rule(
    "DQ12: each consumer of a channel has its own prefetch",
    `publish 7
     qos a 3
     consume A → A m1 m2 m3
     consume B on a → B m4 m5 m6
     count → ready 1, consumers 2`,
  ),
  rule(
    "DQ12: two channels of a connection know nothing of each other's prefetch",
    `publish 4
     qos a 1
     open b beside a
     consume A → A m1
     consume B → B m2 m3 m4`,
  ),
  rule(
    "DQ13: a global limit is the channel's, all consumers together",
    `publish 7
     qos a 3 global
     consume A → A m1 m2 m3
     consume B on a
     count → ready 4, consumers 2`,
  ),
  rule(
    "DQ13: a global limit after one for each consumer: both hold",
    `publish 7
     qos a 3
     qos a 4 global
     consume A → A m1 m2 m3
     consume B on a → B m4`,
  ),
  rule(
    "DQ13: what a global limit stopped goes on, at the back, when acks make room",
    `qos a 1 global
     consume A
     consume B on a
     consume C
     publish 4 → A m1, C m2 m3 m4
     ack a m1
     publish 3 → B m6, C m5 m7`,
  ),
  rule(
    "DQ32: a global limit is each consumer's own, of those to come",
    `publish 8
     qos a 3 global
     consume A → A m1 m2 m3
     consume B on a → B m4 m5 m6
     qos a 1 global
     ack a m1 → A m7
     ack a m4 → B m8`,
  ),
  rule(
    "DQ14: a global limit takes effect at once, also on what is held already",
    `publish 6
     qos a 1 global
     consume A → A m1
     qos a 4 global → A m2 m3 m4
     qos a 0 global → A m5 m6`,
  ),
  rule(
    "DQ14: a channel over its new limit gets nothing until it is below",
    `publish 3
     consume A → A m1 m2 m3
     qos a 2 global
     publish 1
     ack a m1
     ack a m2 → A m4`,
  ),
  rule(
    "DQ15: a qos for each consumer switches the global limit off",
    `publish 8
     qos a 4 global
     qos a 3
     consume A → A m1 m2 m3
     consume B on a → B m4 m5 m6`,
  ),
  rule(
    "DQ16: without acks, prefetch means nothing",
    `publish 5
     qos a 1
     consume A no-ack → A m1 m2 m3 m4 m5`,
  ),
  rule(
    "DQ16: without acks a consumer is stopped all the same by a global limit others have reached",
    `qos a 1 global
     consume A
     consume N on a no-ack
     publish 3 → A m1
     ack a m1 → A m3, N m2`,
  ),
  rule(
    "DQ17: basic.get asks no limit and takes no credit",
    `publish 4
     qos a 1
     consume A → A m1
     get a → a got m2
     ack a m2
     get a → a got m3
     ack a m1 → A m4`,
  ),
  rule(
    "DQ17: basic.get without ack, and from an empty queue",
    `publish 1
     get a no-ack → a got m1
     get a → a got nothing
     close a
     count → ready 0, consumers 0`,
  ),
  rule(
    "DQ17: a global limit counts what was got before it, and never forgets it",
    `publish 3
     get a → a got m1
     qos a 1 global
     consume A
     ack a m1
     count → ready 2, consumers 1`,
  ),
  rule(
    "DQ18: an ack of three frees three",
    `publish 8
     qos a 3
     consume A → A m1 m2 m3
     ack a m3 multiple → A m4 m5 m6`,
  ),
];
