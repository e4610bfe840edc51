import { describe, expect, it } from "vitest";
import { tokensThatFit } from "./token-fit.model.ts";

const tokens = (from: number, count: number, dots = 4) =>
  Array.from({ length: count }, (_, i) => ({
    task: from + i,
    dots,
    redelivered: false,
    outside: false,
  }));
const box = { widthPx: 86, rows: 5, gapPx: 3 };

describe("tokensThatFit", () => {
  it("puts two of the default race's tokens in a row", () => {
    const race = tokens(3, 10).map((token, i) => ({ ...token, dots: i % 2 === 0 ? 4 : 1 }));
    expect(tokensThatFit(race, box)).toBe(10);
  });

  it("puts one three-figure token in a row", () => {
    expect(tokensThatFit(tokens(323, 20), box)).toBe(5);
  });

  it("shows none where there is no row", () => {
    expect(tokensThatFit(tokens(1, 3), { ...box, rows: 0 })).toBe(0);
  });

  it("gives a token wider than the box a row of its own", () => {
    expect(tokensThatFit(tokens(1, 3, 9), { ...box, widthPx: 20 })).toBe(3);
  });
});
