import { rule, type Rule } from "./rule.ts";

export const turnRules: readonly Rule[] = [
  rule(
    "DQ1: goes round in turn, beginning with the first to have come",
    `consume A
     consume B
     consume C
     publish 4 → A m1 m4, B m2, C m3
     publish 1 → B m5`,
  ),
  rule(
    "DQ1: the turn is kept while nothing happens, and for other publishers",
    `consume A
     consume B
     publish 1 → A m1
     count → ready 0, consumers 2
     publish 1 → B m2
     publish 1 → A m3`,
  ),
  rule(
    "DQ2: a full consumer keeps its place until it is offered a message",
    `qos a 1
     qos b 2
     qos c 2
     consume A
     consume B
     consume C
     publish 3 → A m1, B m2, C m3
     ack a m1
     publish 1 → A m4`,
  ),
  rule(
    "DQ2: a full consumer that is offered a message leaves the turn",
    `qos a 1
     qos b 2
     qos c 2
     consume A
     consume B
     consume C
     publish 3 → A m1, B m2, C m3
     publish 1 → B m4
     ack a m1
     publish 2 → A m6, C m5`,
  ),
  rule(
    "DQ3: when nobody can take it, a message stays ready",
    `qos a 1
     consume A
     publish 3 → A m1
     count → ready 2, consumers 1`,
  ),
  rule(
    "DQ4: a blocked consumer comes back behind those in turn",
    `qos a 1
     qos b 1
     qos c 1
     consume A
     consume B
     consume C
     publish 4 → A m1, B m2, C m3
     ack c m3 → C m4
     ack b m2
     ack a m1
     publish 2 → A m6, B m5`,
  ),
  rule(
    "DQ5: an ack moves nobody who was not blocked",
    `qos a 1
     qos b 1
     qos c 1
     consume A
     consume B
     consume C
     publish 3 → A m1, B m2, C m3
     ack c m3
     ack b m2
     ack a m1
     publish 3 → A m4, B m5, C m6`,
  ),
  rule(
    "DQ6: a newcomer joins at the back, one that leaves is cut out",
    `consume A
     consume B
     publish 3 → A m1 m3, B m2
     consume C
     publish 4 → A m5, B m4 m7, C m6
     cancel A
     publish 3 → B m9, C m8 m10
     consume A
     publish 3 → A m13, B m11, C m12`,
  ),
  rule(
    "DQ7: what is ready is dealt in order of arrival",
    `publish 3
     qos a 1
     consume A → A m1
     publish 1
     ack a m1 → A m2
     ack a m2 → A m3
     ack a m3 → A m4`,
  ),
  rule(
    "DQ8: a backlog goes to the first consumer that comes, as far as it can take it",
    `publish 5
     consume A → A m1 m2 m3 m4 m5
     consume B
     publish 2 → A m6, B m7`,
  ),
  rule(
    "DQ8: a backlog goes to the first consumer that comes, up to its prefetch",
    `publish 5
     qos a 2
     consume A → A m1 m2
     consume B → B m3 m4 m5`,
  ),
];
