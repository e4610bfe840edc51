import { expect, it } from "vitest";
import { burstMessagesIn } from "#shared/messages/burst.ts";
import type { BurstState } from "#shared/run/burst.ts";
import { burstSentence } from "./burst-sentence.ts";

const words = burstMessagesIn("en");
const sent: BurstState = {
  count: 10_000,
  queueType: "classic",
  deliveryLimit: "default",
  deadLetters: "off",
  durable: true,
  persistent: true,
  confirms: true,
  sent: 10_000,
  confirmed: 0,
  answered: false,
  outage: false,
  counted: false,
  survived: null,
};
const forgets = { ...sent, confirms: false };
const killed = (survived: number) => ({ outage: true, counted: true, survived });

it.each<[BurstState, string]>([
  [{ ...sent, confirmed: 4000 }, "6,000 are not yet safe: no confirm has come for them."],
  [{ ...sent, sent: 250 }, "10,000 are not yet safe: no confirm has come for them."],
  [{ ...sent, confirmed: 10_000, answered: true }, "All are confirmed."],
  [forgets, "No confirm will come. Nobody says when they are safe."],
  [{ ...forgets, answered: true }, "The broker has taken them all, and the publisher is done."],
  [{ ...forgets, answered: true, outage: true }, "The broker is gone."],
  [{ ...sent, counted: true }, "The broker does not say how many are left."],
  [{ ...forgets, counted: true, survived: 10_000 }, "The publisher does not know it."],
  [{ ...sent, counted: true, survived: 10_000 }, "and the publisher knows it."],
  [
    { ...forgets, ...killed(0) },
    "10,000 sent, 0 confirmed, 0 survived: the broker had them, not yet its disk.",
  ],
  [{ ...forgets, ...killed(16) }, "10,000 sent, 0 confirmed, 16 survived"],
  [{ ...forgets, ...killed(10_000) }, "the disk was faster this time"],
  [{ ...sent, ...killed(7) }, "the publisher knows that none is safe"],
  [
    { ...sent, confirmed: 6000, ...killed(6000) },
    "6,000 confirmed, and every one survived. The other 4,000",
  ],
  [{ ...sent, confirmed: 6000, ...killed(10_000) }, "6,000 confirmed; all 10,000 survived."],
  [{ ...sent, confirmed: 10_000, ...killed(10_000) }, "All 10,000 confirmed, and all survived."],
  [{ ...sent, confirmed: 6000, ...killed(5990) }, "10 confirmed messages are gone."],
  [
    { ...sent, persistent: false, confirmed: 10_000, ...killed(0) },
    "transient messages are not written down",
  ],
  [{ ...sent, durable: false, confirmed: 10_000, ...killed(0) }, "the queue is not durable"],
])("says of %j the one thing there is to say", (burst, sentence) => {
  expect(burstSentence(words, burst)).toContain(sentence);
});
