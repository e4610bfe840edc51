import { expect, it } from "vitest";
import { isMomentToKill, PATIENCE_MS, type BurstProgress } from "./kill-moment.ts";

const forgetful = (isAnswered: boolean): BurstProgress => ({
  confirms: false,
  count: 10,
  confirmed: 0,
  isAnswered,
});
const waiting = (confirmed: number): BurstProgress => ({
  confirms: true,
  count: 10,
  confirmed,
  isAnswered: confirmed === 10,
});

it.each<[string, readonly BurstProgress[], number | null, boolean]>([
  ["a publisher that forgets is answered", [forgetful(true)], 0, true],
  ["it is not yet answered", [forgetful(false)], null, false],
  ["half of the confirms have come", [waiting(5)], null, true],
  ["fewer have come", [waiting(4)], null, false],
  ["both", [forgetful(true), waiting(6)], 0, true],
  [
    "half of the confirms, and the other is not answered",
    [forgetful(false), waiting(10)],
    null,
    false,
  ],
  ["answered, and confirms may still come", [forgetful(true), waiting(0)], PATIENCE_MS - 1, false],
  [
    "answered so long ago that it may soon be on disk",
    [forgetful(true), waiting(0)],
    PATIENCE_MS,
    true,
  ],
  ["the second of two is slow", [forgetful(true), forgetful(false)], PATIENCE_MS, true],
])("the broker is killed when, and only when, it is time: %s", (_, bursts, sinceMs, isTime) => {
  expect(isMomentToKill(bursts, sinceMs)).toBe(isTime);
});
