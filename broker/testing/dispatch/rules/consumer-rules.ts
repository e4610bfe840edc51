import { rule, type Rule } from "./rule.ts";

export const consumerRules: readonly Rule[] = [
  rule(
    "BA9: an exclusive consumer admits no other",
    `consume A exclusive
     consume B → b closed: ACCESS_REFUSED - queue 'k' in vhost '/' in exclusive use
     publish 2 → A m1 m2`,
  ),
  rule(
    "BA9: and comes only when there is no other",
    `consume A
     consume B exclusive → b closed: ACCESS_REFUSED - queue 'k' in vhost '/' in exclusive use
     cancel A
     consume B exclusive
     publish 1 → B m1`,
  ),
  rule(
    "BA8: a consumer tag used twice on a channel closes the connection",
    `consume T on a
     consume T on a → connection of a closed: NOT_ALLOWED - attempt to reuse consumer tag 'T'
     count → ready 0, consumers 0`,
  ),
  rule(
    "BA8: on another channel it is another consumer",
    `open b beside a
     consume T on a
     consume T on b
     count → ready 0, consumers 2`,
  ),
  rule(
    "QU9: deleting a queue tells its consumers and says how many were ready",
    `qos a 1
     consume A
     publish 3 → A m1
     delete → 2 deleted; A cancelled
     ack a m1`,
  ),
  rule(
    "QU10: a purge drops what is ready and leaves what is held",
    `qos a 2
     consume A
     publish 5 → A m1 m2
     purge → 3 purged
     count → ready 0, consumers 1
     nack a m1 → A m1*`,
  ),
  rule(
    "QU3: a queue counts what is ready, not what is unacked",
    `qos a 2
     consume A
     publish 5 → A m1 m2
     count → ready 3, consumers 1`,
  ),
];
