import { expect, it } from "vitest";
import { lasting } from "../kernel/moment.ts";
import { sameWithinMs, toleranceMs } from "./tolerance.ts";

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
