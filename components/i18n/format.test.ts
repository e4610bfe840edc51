import { describe, expect, it } from "vitest";
import { lasting } from "#shared/kernel/moment.ts";
import { grouped, jain, littlesProduct, percent, seconds, shortSeconds } from "./format.ts";

describe("format", () => {
  it("writes seconds with one decimal and a true minus", () => {
    expect([0, 3040, -9000, -20].map(seconds)).toEqual(["0.0", "3.0", "\u22129.0", "0.0"]);
  });

  it("drops a decimal that says nothing", () => {
    expect([4000, 4500].map(shortSeconds)).toEqual(["4", "4.5"]);
  });

  it("sets thousands apart", () => {
    expect([0, 999, 10_000, 1_234_567].map(grouped)).toEqual(["0", "999", "10,000", "1,234,567"]);
  });

  it("writes Jain's index with two decimals and shares as per cent", () => {
    expect([jain(0.7353), percent(0.625)]).toEqual(["0.74", "63"]);
  });

  it("writes Little's law so that one can check the product", () => {
    const law = { meanWaiting: 10.4208, arrivalsPerS: 1.94, meanWaitMs: lasting(5371.55) };
    expect(littlesProduct(law)).toBe("10.42 = 1.94 × 5.37");
  });
});
