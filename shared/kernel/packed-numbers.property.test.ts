import fc from "fast-check";
import { expect, it } from "vitest";
import { packNumbers, unpackNumbers } from "./packed-numbers.ts";

const column = (number: fc.Arbitrary<number>) => fc.array(fc.option(number), { maxLength: 50 });

const any = fc.oneof(
  column(fc.integer({ min: -10, max: 1_000_000 })),
  column(fc.integer().map((thousandths) => thousandths / 1000)),
  column(fc.maxSafeInteger()),
  column(fc.double({ noNaN: true, noDefaultInfinity: true })),
);

it("comes back as it went, whatever was expected", () => {
  fc.assert(
    fc.property(any, any, (numbers, expected) => {
      for (const guess of [undefined, expected, numbers]) {
        const sent: unknown = JSON.parse(JSON.stringify(packNumbers(numbers, guess)));
        const zeros = numbers.map((value) => (Object.is(value, -0) ? 0 : value));
        const back = unpackNumbers(sent as string, guess);
        expect(back.map((value) => (Object.is(value, -0) ? 0 : value))).toEqual(zeros);
      }
    }),
  );
});

it("takes a character where a number is as expected, and few where it is near the one before", () => {
  const times = Array.from({ length: 1000 }, (_, i) => Math.round(i * 1_234_567) / 1000);
  expect(packNumbers(times, times)).toHaveLength(1001);
  expect(packNumbers(times).length).toBeLessThan(5 * 1001);
});
