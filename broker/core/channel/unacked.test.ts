import { describe, expect, it } from "vitest";
import { Unacked } from "./unacked.ts";

function holding(...tags: readonly number[]): Unacked<string> {
  const unacked = new Unacked<string>();
  for (const tag of tags) unacked.add(tag, `d${tag}`);
  return unacked;
}

describe("take", () => {
  it("takes one, once", () => {
    const unacked = holding(1, 2, 3);
    expect(unacked.take(2)).toBe("d2");
    expect(unacked.take(2)).toBeUndefined();
    expect(unacked.size).toBe(2);
  });
});

describe("takeUpTo", () => {
  it("DQ19: takes the tag and all before it, in order", () => {
    const unacked = holding(1, 2, 4, 7);
    expect(unacked.takeUpTo(4)).toEqual(["d1", "d2", "d4"]);
    expect(unacked.takeUpTo(7)).toEqual(["d7"]);
  });

  it("DQ20: takes nothing when the tag itself is not outstanding", () => {
    const unacked = holding(1, 2, 4);
    expect(unacked.takeUpTo(3)).toBeUndefined();
    expect(unacked.takeUpTo(5)).toBeUndefined();
    expect(unacked.size).toBe(3);
  });

  it("leaves out what was settled before", () => {
    const unacked = holding(1, 2, 3);
    unacked.take(2);
    expect(unacked.takeUpTo(3)).toEqual(["d1", "d3"]);
  });
});

it("DQ19: takeAll takes all there is, which may be nothing", () => {
  const unacked = holding(3, 5);
  expect(unacked.takeAll()).toEqual(["d3", "d5"]);
  expect(unacked.takeAll()).toEqual([]);
});

it("TX9: what is put back is in its place again", () => {
  const unacked = holding(1, 2, 3, 4);
  const taken = [2, 1].map((tag) => [tag, unacked.take(tag) ?? ""] as const);
  unacked.takeUpTo(3);
  unacked.putBack(taken);
  expect(unacked.takeUpTo(2)).toEqual(["d1", "d2"]);
  expect(unacked.takeAll()).toEqual(["d4"]);
});
