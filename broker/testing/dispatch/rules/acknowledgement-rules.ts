import { rule, type Rule } from "./rule.ts";

export const acknowledgementRules: readonly Rule[] = [
  rule(
    "DQ19: multiple settles the tag and all before it, `all` whatever is held",
    `publish 5
     consume A → A m1 m2 m3 m4 m5
     ack a m2
     ack a m3 multiple
     ack a all
     ack a all
     close a
     count → ready 0, consumers 0`,
  ),
  rule(
    "DQ20: an unknown tag closes the channel, and what it held goes back",
    `publish 2
     consume A → A m1 m2
     ack a m1
     ack a m1 → a closed: PRECONDITION_FAILED - unknown delivery tag 1
     count → ready 1, consumers 0`,
  ),
  ...["#0", "#3", "#3 multiple"].map((target) =>
    rule(
      `DQ20: a tag never given is unknown: ${target}`,
      `publish 2
       consume A → A m1 m2
       nack a ${target} → a closed: PRECONDITION_FAILED - unknown delivery tag ${target.slice(1, 2)}`,
    ),
  ),
  rule(
    "DQ20: a delivery without ack has no tag to acknowledge",
    `publish 1
     consume A no-ack → A m1
     ack a m1 → a closed: PRECONDITION_FAILED - unknown delivery tag 1
     count → ready 0, consumers 0`,
  ),
  rule(
    "DQ21: what is rejected without requeue is gone",
    `publish 3
     consume A → A m1 m2 m3
     drop a m1
     drop a m3 multiple
     close a
     count → ready 0, consumers 0`,
  ),
  rule(
    "DQ22: several consumers of a channel are credited one after the other, by their tags",
    `qos a 1
     consume B on a
     consume A
     publish 6 → A m2, B m1
     ack a m2 multiple → A m3, B m4`,
  ),
  rule(
    "DQ22: several consumers' messages go back one consumer after the other, by their tags",
    `qos a 2
     consume B on a
     consume A
     publish 9 → A m2 m4, B m1 m3
     nack a all → A m2* m4*, B m1* m3*`,
  ),
  rule(
    "DQ23: a consumer begun anew under its old tag is credited with the old one's acks",
    `qos a 1
     consume T on a
     publish 3 → T m1
     cancel T on a
     consume T on a → T m2
     ack a m1 → T m3`,
  ),
];
