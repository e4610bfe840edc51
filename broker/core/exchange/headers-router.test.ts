import { describe, expect, it } from "vitest";
import type { Argument, Arguments } from "#broker/core/arguments.ts";
import { HeadersRouter, refuseBadMatch } from "./headers-router.ts";

const text = (value: string): Argument => ({ type: "longstr", value });
const table = (entries: Readonly<Record<string, Argument | string>>): Arguments =>
  new Map(
    Object.entries(entries).map(([name, value]) => [
      name,
      typeof value === "string" ? text(value) : value,
    ]),
  );

function reaches(
  pattern: Parameters<typeof table>[0],
  headers: Parameters<typeof table>[0],
): boolean {
  const router = new HeadersRouter<string>({ matchesExactly: false });
  router.add({ destination: "q", routingKey: "", arguments: table(pattern) });
  return router.route("", () => table(headers)).length === 1;
}

describe("RT4: all", () => {
  it("asks for every argument, and ignores headers beside them", () => {
    expect(reaches({ a: "1", b: "2" }, { a: "1", b: "2", c: "3" })).toBe(true);
    expect(reaches({ a: "1", b: "2" }, { a: "1", b: "3" })).toBe(false);
    expect(reaches({ "x-match": "all", a: "1" }, {})).toBe(false);
  });

  it("is met when nothing is asked for", () => {
    expect(reaches({}, {})).toBe(true);
  });
});

describe("RT4: any", () => {
  it("asks for one of the arguments", () => {
    expect(reaches({ "x-match": "any", a: "1", b: "2" }, { b: "2" })).toBe(true);
    expect(reaches({ "x-match": "any", a: "1", b: "2" }, { b: "1", a: "2" })).toBe(false);
  });

  it("is never met when nothing is asked for", () => {
    expect(reaches({ "x-match": "any" }, { a: "1" })).toBe(false);
  });
});

describe("RT4: arguments x-…", () => {
  it("do not count, unless the mode says so", () => {
    expect(reaches({ "x-match": "all", "x-a": "1" }, {})).toBe(true);
    expect(reaches({ "x-match": "all-with-x", "x-a": "1" }, {})).toBe(false);
    expect(reaches({ "x-match": "any-with-x", "x-a": "1" }, { "x-a": "1" })).toBe(true);
  });
});

describe("RT4: values", () => {
  it("void asks for presence only", () => {
    expect(reaches({ a: { type: "void", value: null } }, { a: "anything" })).toBe(true);
    expect(reaches({ a: { type: "void", value: null } }, {})).toBe(false);
  });

  it("compare whatever kind of number they are, and not with text", () => {
    const five: Argument = { type: "byte", value: 5 };
    expect(reaches({ a: five }, { a: { type: "long", value: 5n } })).toBe(true);
    expect(reaches({ a: five }, { a: "5" })).toBe(false);
    expect(reaches({ a: five }, { a: { type: "double", value: 5 } })).toBe(true);
  });
});

describe("refuseBadMatch", () => {
  it("RT4: names what it was given and what it takes", () => {
    expect(() => {
      refuseBadMatch(table({ "x-match": "foo" }));
    }).toThrow(
      'Invalid x-match field value <<"foo">>; expected all, any, all-with-x, or any-with-x',
    );
    expect(() => {
      refuseBadMatch(table({ "x-match": { type: "byte", value: 5 } }));
    }).toThrow("Invalid x-match field type byte (value 5); expected longstr");
  });
});
