import { rule, type Rule } from "./rule.ts";

export const priorityRules: readonly Rule[] = [
  rule(
    "CS1: a message goes to the consumer of the highest priority that can take it",
    `qos a 2
     qos b 2
     qos c 2
     consume A
     consume B priority 10
     consume C priority 10
     publish 6 → A m5 m6, B m1 m3, C m2 m4`,
  ),
  rule(
    "CS1: and one of a lower gets nothing as long as it can",
    `consume A
     consume B priority 1
     publish 5 → B m1 m2 m3 m4 m5`,
  ),
  rule(
    "CS2: those of one priority take turns, whatever the others do between",
    `qos b 1
     qos c 1
     consume A
     consume B priority 3
     consume C priority 3
     consume D
     publish 4 → A m3, B m1, C m2, D m4
     ack c m2
     ack b m1
     publish 3 → A m7, B m6, C m5`,
  ),
  rule(
    "CS3: one that was blocked rejoins behind those of its priority",
    `qos a 1
     consume A priority 2
     consume B priority 2
     consume C priority 1
     publish 3 → A m1, B m2 m3
     consume D priority 2
     ack a m1
     publish 3 → A m6, B m4, D m5`,
  ),
  rule(
    "CS4: priorities may be negative: without one it is 0",
    `consume A priority -5
     consume B
     publish 2 → B m1 m2
     cancel B
     publish 1 → A m3`,
  ),
  rule(
    "CS5: a newcomer of higher priority takes over from the next message on",
    `consume A
     publish 2 → A m1 m2
     consume B priority 1
     publish 2 → B m3 m4
     cancel B
     publish 1 → A m5`,
  ),
  rule(
    "CS5: what comes back goes to the highest too",
    `consume A priority 1
     publish 2 → A m1 m2
     consume B priority 2
     nack a m1 → B m1*`,
  ),
];
