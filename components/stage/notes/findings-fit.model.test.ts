import { expect, it } from "vitest";
import { findingsThatFit, shortenedToFit } from "./findings-fit.model.ts";

const short = { text: "x".repeat(40), remedy: "Prefetch 1" };
const long = { text: "x".repeat(150), remedy: null };

it.each<[string, Parameters<typeof findingsThatFit>[0], number, number]>([
  ["two where there is room", [short, short], 740, 2],
  ["two at most", [short, short, short], 2000, 2],
  ["the first where the second would not stand whole", [short, long], 740, 1],
  ["none where the first would not", [long, short], 740, 0],
  ["room for what opens the others is kept", [short, short], 400, 1],
  ["none of none", [], 740, 0],
])("shows %s", (_, findings, widthPx, expected) => {
  expect(findingsThatFit(findings, widthPx, 11)).toBe(expected);
});

it("says less of the first where all of it would not stand", () => {
  const told = { text: `${"x".repeat(60)}. ${"y".repeat(40)}.`, remedy: "Restart w1" };
  expect(shortenedToFit([told, short], 900, 11)).toEqual([told, short]);
  expect(shortenedToFit([told, short], 520, 11)).toEqual([
    { ...told, text: `${"x".repeat(60)}.` },
    short,
  ]);
});
