import { rule, type Rule } from "./rule.ts";

export const requeueRules: readonly Rule[] = [
  rule(
    "DQ24: what comes back has its old place, and is flagged",
    `qos a 3
     qos b 1
     consume A
     publish 3 → A m1 m2 m3
     consume B
     publish 7 → B m4
     kill a
     ack b m4 → B m1*
     ack b m1 → B m2*
     ack b m2 → B m3*
     ack b m3 → B m5`,
  ),
  rule(
    "DQ24: also with gaps, and with others behind that never left",
    `publish 9
     get a → a got m1
     get a → a got m2
     get a → a got m3
     get a → a got m4
     ack a m2
     close a
     get b → b got m1*
     get b → b got m3*
     get b → b got m4*
     get b → b got m5`,
  ),
  rule(
    "DQ25: nack gives it to the next in turn",
    `consume A
     consume B
     publish 1 → A m1
     nack a m1 → B m1*
     nack b m1 → A m1*`,
  ),
  rule(
    "DQ25: the one who nacks is credited first: with prefetch 1 it gets the same again",
    `qos a 1
     consume A
     publish 2 → A m1
     nack a m1 → A m1*
     nack a m1 → A m1*`,
  ),
  rule(
    "DQ25: nack of several deals them out again in order",
    `consume A
     consume B
     publish 6 → A m1 m3 m5, B m2 m4 m6
     nack b m4 multiple → A m2*, B m4*`,
  ),
  rule(
    "DQ26: recover puts back all the channel holds, for anybody",
    `consume A
     publish 3 → A m1 m2 m3
     consume B
     recover a → A m1* m3*, B m2*`,
  ),
  rule(
    "DQ27: a channel that closes gives back what it holds, and only that",
    `open b beside a
     consume A
     consume B
     publish 4 → A m1 m3, B m2 m4
     close a → B m1* m3*`,
  ),
  rule(
    "DQ27: so does a connection that breaks, with all its channels",
    `open b beside a
     qos c 1
     consume A
     consume B
     consume C
     publish 5 → A m1 m4, B m2 m5, C m3
     kill a
     ack c m3 → C m1*
     ack c m1 → C m2*
     count → ready 2, consumers 1`,
  ),
  rule(
    "DQ28: several survivors get them in turn, oldest first",
    `consume A
     consume B
     consume C
     publish 12 → A m1 m4 m7 m10, B m2 m5 m8 m11, C m3 m6 m9 m12
     kill a → B m1* m7*, C m4* m10*`,
  ),
  rule(
    "DQ28: beginning where the turn is",
    `consume A
     consume B
     consume C
     publish 14 → A m1 m4 m7 m10 m13, B m2 m5 m8 m11 m14, C m3 m6 m9 m12
     kill a → B m4* m10*, C m1* m7* m13*
     kill b → C m2* m4* m5* m8* m10* m11* m14*`,
  ),
  rule(
    "DQ29: cancel leaves what is held with the channel, to be acked or given back",
    `publish 5
     consume A → A m1 m2 m3 m4 m5
     cancel A
     count → ready 0, consumers 0
     ack a m1
     publish 1
     nack a m2
     count → ready 2, consumers 0
     close a
     count → ready 5, consumers 0`,
  ),
  rule(
    "DQ30: given without ack, a message is gone, whatever becomes of its consumer",
    `publish 3
     consume A no-ack → A m1 m2 m3
     kill a
     count → ready 0, consumers 0`,
  ),
];
