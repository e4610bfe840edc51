import { expect, it } from "vitest";
import { TokenBucket } from "./token-bucket.ts";

it("lets a burst through, then so many a second", () => {
  let nowMs = 0;
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, () => nowMs);
  const take = (times: number) => Array.from({ length: times }, () => bucket.take());
  expect(take(4)).toEqual([true, true, true, false]);
  nowMs = 1000;
  expect(take(3)).toEqual([true, true, false]);
  nowMs = 60_000;
  expect(take(4)).toEqual([true, true, true, false]);
});
