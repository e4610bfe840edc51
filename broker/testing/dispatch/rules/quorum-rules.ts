import { rule, type Rule } from "./rule.ts";

export const quorumRules: readonly Rule[] = [
  rule(
    "QQ9: consumers take turns; whoever has used up its prefetch rejoins at the back",
    `declare quorum
     qos a 1
     qos b 2
     qos c 2
     consume A
     consume B
     consume C
     publish 3 → A m1, B m2, C m3
     ack a m1
     publish 1 → B m4
     publish 3 → A m6, C m5
     count → ready 1, consumers 3`,
  ),
  rule(
    "QQ9: the highest priority first",
    `declare quorum
     qos a 2
     qos b 1
     consume A priority 1
     consume B priority 5
     consume C
     publish 4 → A m2 m3, B m1, C m4
     ack b m1
     publish 1 → B m5`,
  ),
  rule(
    "QQ10: a cancelled consumer counts as long as it holds messages",
    `declare quorum
     qos a 2
     consume A
     publish 2 → A m1 m2
     cancel A
     count → ready 0, consumers 1
     ack a m1
     count → ready 0, consumers 1
     nack a m2
     count → ready 1, consumers 0`,
  ),
  rule(
    "QQ10: and so does every message got",
    `declare quorum
     publish 3
     get a → a got m1
     get a → a got m2
     get a no-ack → a got m3
     count → ready 0, consumers 2
     ack a m1
     count → ready 0, consumers 1
     close a
     count → ready 1, consumers 0`,
  ),
  rule(
    "QQ10: waiting for a single active consumer's place does not count",
    `declare quorum single-active
     consume A
     consume B
     count → ready 0, consumers 1`,
  ),
  rule(
    "QQ11: a global limit is refused, and set later it does not count",
    `declare quorum
     consume A
     qos a 1 global
     publish 3 → A m1 m2 m3
     qos b 2 global
     consume B → connection of b closed: NOT_IMPLEMENTED - queue 'k' in vhost '/' does not support global qos`,
  ),
  rule(
    "QQ12: exclusive consumers are like others",
    `declare quorum
     consume A exclusive
     consume B exclusive
     consume C
     publish 3 → A m1, B m2, C m3`,
  ),
  rule(
    "QQ13: a single active consumer is followed in order of arrival, whatever the priorities",
    `declare quorum single-active
     qos a 1
     consume A
     consume B priority 5
     consume C priority 9
     publish 3 → A m1
     cancel A → B m2 m3
     ack a m1
     close b → C m2* m3*`,
  ),
  rule(
    "QQ20: a single active consumer of higher priority takes over at once from one that holds nothing",
    `declare quorum single-active
     qos a 2
     qos b 2
     qos c 1
     consume A
     consume B priority 1
     consume C priority 5
     publish 2 → C m1
     close c → B m1* m2
     count → ready 0, consumers 1`,
  ),
  rule(
    "QQ20: and from one that holds messages when it has given them up; till then nobody gets any",
    `declare quorum single-active
     qos a 2
     qos b 2
     consume A
     publish 1 → A m1
     consume B priority 5
     publish 2
     ack a m1 → B m2 m3
     close b → A m2* m3*`,
  ),
  rule(
    "QQ14: a purge drops what is ready, a deletion tells how much was",
    `declare quorum
     qos a 2
     consume A
     publish 5 → A m1 m2
     purge → 3 purged
     publish 1
     delete → 1 deleted; A cancelled`,
  ),
];
