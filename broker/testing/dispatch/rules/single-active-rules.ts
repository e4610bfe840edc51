import { rule, type Rule } from "./rule.ts";

export const singleActiveRules: readonly Rule[] = [
  rule(
    "CS7: the first to come gets everything, the others wait",
    `declare classic single-active
     consume A
     consume B
     consume C
     publish 3 → A m1 m2 m3
     count → ready 0, consumers 3`,
  ),
  rule(
    "CS7: also while it can take no more",
    `declare classic single-active
     qos a 1
     consume A
     consume B
     publish 2 → A m1
     count → ready 1, consumers 2
     ack a m1 → A m2`,
  ),
  rule(
    "CS8: when its channel closes, the next gets what it held, then what is ready",
    `declare classic single-active
     qos a 2
     consume A
     consume B
     consume C
     publish 3 → A m1 m2
     close a → B m1* m2* m3
     cancel B
     publish 1 → C m4`,
  ),
  rule(
    "CS8: nothing goes to another consumer of the channel that closes",
    `declare classic single-active
     consume A on a
     consume B on a
     consume C on c
     publish 1 → A m1
     kill a → C m1*`,
  ),
  rule(
    "CS8: the next is the first of the highest priority; one that comes later takes nothing over",
    `declare classic single-active
     consume A
     consume B priority 5
     consume C priority 9
     consume D priority 9
     publish 2 → A m1 m2
     close a → C m1* m2*
     cancel C
     publish 1 → D m3
     cancel D
     publish 1 → B m4`,
  ),
  rule(
    "CS9: cancelled, it keeps what it holds, and the next gets what comes",
    `declare classic single-active
     consume A
     consume B
     publish 1 → A m1
     cancel A
     publish 1 → B m2
     nack a m1 → B m1*`,
  ),
  rule(
    "CS9: one that waited leaves without a trace",
    `declare classic single-active
     consume A
     consume B
     consume C
     cancel B
     close a
     publish 1 → C m1`,
  ),
  rule(
    "CS10: an exclusive consumer is refused, even as the first",
    `declare classic single-active
     consume A exclusive → a closed: ACCESS_REFUSED - queue 'k' in vhost '/' in exclusive use
     consume B
     consume C exclusive → c closed: ACCESS_REFUSED - queue 'k' in vhost '/' in exclusive use`,
  ),
  rule(
    "CS11: basic.get passes it by",
    `declare classic single-active
     qos a 1
     consume A
     publish 2 → A m1
     get b → b got m2
     ack a m1
     publish 1 → A m3`,
  ),
];
