import { rule, type Rule } from "./rule.ts";

/** What comes back to a quorum queue: where it goes, and how often. */
export const quorumReturnRules: readonly Rule[] = [
  rule(
    "QQ5: what is given back goes behind what waits",
    `declare quorum
     qos a 3
     consume A
     publish 5 → A m1 m2 m3
     nack a m2 → A m4
     nack a m1 → A m5
     ack a m3 → A m2*
     count → ready 1, consumers 1`,
  ),
  rule(
    "QQ5: one after the other, whoever is in turn taking each",
    `declare quorum
     qos a 2
     qos b 2
     consume A
     consume B
     publish 4 → A m1 m3, B m2 m4
     nack a m3 multiple → A m1* m3*
     recover b → B m2* m4*`,
  ),
  rule(
    "QQ5: a get after it gives the next",
    `declare quorum
     publish 2
     get a → a got m1
     nack a m1
     get a → a got m2
     get a → a got m1*`,
  ),
  rule(
    "QQ6: with a delivery limit it comes before what waits, in the order it came back",
    givenBackThenGot("quorum delivery-limit 5"),
  ),
  rule(
    "QQ6: so does what a channel held that closes, limit or not",
    `declare quorum
     qos a 3
     consume A
     publish 4 → A m1 m2 m3
     nack a m1 → A m4
     close a
     get b → b got m2*
     get b → b got m3*
     get b → b got m4*
     get b → b got m1*`,
  ),
  rule(
    "QQ6: of several consumers by their tags",
    `declare quorum
     qos a 2
     consume B on a
     consume A on a
     publish 4 → A m2 m4, B m1 m3
     close a
     get b → b got m2*
     get b → b got m4*
     get b → b got m1*
     get b → b got m3*`,
  ),
  rule(
    "QQ15: what comes back goes before what was never delivered, behind what came back earlier",
    `declare quorum
     qos a 3
     consume A
     publish 6 → A m1 m2 m3
     nack a m1 → A m1*
     nack a m2 → A m2*
     kill a
     get b → b got m3*
     get b → b got m1*
     get b → b got m2*
     get b → b got m4`,
  ),
  rule(
    "QQ15: several at once in the order they were given, when all of them are back",
    `declare quorum
     qos a 3
     qos b 3
     consume A
     consume B
     publish 8 → A m1 m3 m5, B m2 m4 m6
     nack a m3 multiple → A m1* m3*
     recover b → B m2* m4* m6*
     close a
     ack b m6 multiple → B m5* m1* m3*
     ack b all → B m7 m8`,
  ),
  rule(
    "QQ15: what a cancelled consumer gives back, in the order it does",
    givenBackThenGot("quorum"),
  ),
  rule(
    "QQ15: a get after it gives the same again",
    `declare quorum
     publish 2
     get a → a got m1
     nack a m1
     get a → a got m1*
     reject a m1
     get a → a got m1*`,
  ),
  rule(
    "QQ15: of several consumers in the order they came",
    `declare quorum
     qos a 2
     consume B on a
     consume A on a
     publish 4 → A m2 m4, B m1 m3
     close a
     get b → b got m1*
     get b → b got m3*
     get b → b got m2*
     get b → b got m4*`,
  ),
  rule(
    "QQ7: beyond the delivery limit it is dropped",
    `declare quorum delivery-limit 1
     consume A
     publish 1 → A m1
     reject a m1 → A m1*
     reject a m1
     count → ready 0, consumers 1`,
  ),
  rule(
    "QQ7: a limit of 0 is one delivery",
    `declare quorum delivery-limit 0
     consume A
     publish 1 → A m1
     reject a m1
     count → ready 0, consumers 1`,
  ),
  rule(
    "QQ17: nack and recover count towards it",
    `declare quorum delivery-limit 1
     consume A
     publish 1 → A m1
     nack a m1 → A m1*
     recover a
     count → ready 0, consumers 1`,
  ),
  rule(
    "QQ18: nack and recover do not: they may go on for ever",
    `declare quorum delivery-limit 1
     consume A
     publish 1 → A m1
     nack a m1 → A m1*
     recover a → A m1*
     nack a m1 → A m1*
     reject a m1 → A m1*
     nack a m1 → A m1*
     reject a m1
     count → ready 0, consumers 1`,
  ),
  rule(
    "QQ19: a negative limit is none",
    `declare quorum delivery-limit -1
     publish 1
     get a → a got m1
     close a
     get b → b got m1*
     reject b m1
     get c → c got m1*
     close c
     count → ready 1, consumers 0`,
  ),
  rule(
    "QQ7: a channel that closes counts too",
    `declare quorum delivery-limit 1
     publish 1
     get a → a got m1
     close a
     get b → b got m1*
     close b
     get c → c got nothing`,
  ),
];

/** Given back while nobody consumes. */
function givenBackThenGot(queue: string): string {
  return `declare ${queue}
     qos a 3
     consume A
     publish 5 → A m1 m2 m3
     cancel A
     nack a m2
     nack a m1
     nack a m3
     get b → b got m2*
     get b → b got m1*
     get b → b got m3*
     get b → b got m4`;
}
