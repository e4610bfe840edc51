import { describe, expect, it } from "vitest";
import { identityOf, type Argument } from "./arguments.ts";

/** As deep as FR10 lets them in. */
const DEPTH = 32;

function nested(wrap: (inner: Argument) => Argument): Argument {
  let value: Argument = { type: "longstr", value: 'a "quoted" word' };
  for (let level = 0; level < DEPTH; level++) value = wrap(value);
  return value;
}

const inArrays = nested((inner) => ({ type: "array", value: [inner] }));
const inTables = nested((inner) => ({ type: "table", value: new Map([["a", inner]]) }));

describe("arguments nested deeply", () => {
  it.each([
    ["arrays", inArrays],
    ["tables", inTables],
  ])("%s have an identity about as long as they are", (_, value) => {
    expect(identityOf(new Map([["x", value]])).length).toBeLessThan(DEPTH * 50);
  });
});

describe("the identity of arguments", () => {
  const table = (...entries: (readonly [string, Argument])[]) => identityOf(new Map(entries));
  const one: Argument = { type: "byte", value: 1 };
  const oneLong: Argument = { type: "long", value: 1n };
  const text: Argument = { type: "longstr", value: "1" };

  it("is the same in any order", () => {
    expect(table(["a", one], ["b", text])).toBe(table(["b", text], ["a", one]));
  });

  it("tells types and values apart", () => {
    const values: readonly Argument[] = [
      one,
      oneLong,
      text,
      { type: "double", value: 1 },
      { type: "double", value: Infinity },
      { type: "double", value: NaN },
      { type: "timestamp", value: 1n },
      { type: "binary", value: Uint8Array.of(1) },
      { type: "array", value: [one] },
      { type: "array", value: [text] },
      { type: "array", value: [one, one] },
      { type: "table", value: new Map([["1", one]]) },
      { type: "void", value: null },
    ];
    const identities = values.map((value) => table(["a", value]));
    expect(new Set(identities).size).toBe(values.length);
  });
});
