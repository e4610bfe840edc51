import { expect, it } from "vitest";
import { lasting } from "../kernel/moment.ts";
import { noticeableDelayMs, noticeableWireMs, sameWithinMs, toleranceMs } from "./tolerance.ts";

it("grows with the lab's speed, as a round trip does", () => {
  expect(toleranceMs(1)).toBeLessThan(100);
  expect(toleranceMs(20)).toBeGreaterThan(5 * toleranceMs(1));
});

it("is no less than what deliveries on the wire took in either of two arms", () => {
  const [little, much] = [{ onWireMs: lasting(10) }, { onWireMs: lasting(800) }];
  expect(sameWithinMs(1, little, much)).toBe(800);
  expect(sameWithinMs(1, little)).toBe(toleranceMs(1));
  expect(sameWithinMs(1, undefined)).toBe(toleranceMs(1));
});

it("says when the wire's and the broker's share is worth a word", () => {
  expect(noticeableWireMs({ onWireMs: lasting(20) })).toBeNull();
  expect(noticeableWireMs({ onWireMs: lasting(300) })).toBe(300);
  expect(noticeableDelayMs(lasting(300), 50)).toBeNull();
  expect(noticeableDelayMs(lasting(460_000), 50)).toBe(460_000);
});
