import { expect, it } from "vitest";
import { parseWorkload } from "./parse-workload.ts";

it("makes a task of every line that is not blank, whatever ends the lines", () => {
  const parsed = parseWorkload("one.\r\n\r\n two..\n three...\n");
  expect(parsed).toEqual({
    ok: true,
    value: ["one.", "two..", "three..."].map((text) => ({ text, publishAtMs: 0 })),
  });
});

it("names every line at fault", () => {
  expect(parseWorkload(`one.\n${".".repeat(61)}\n\nbell\u0007.`)).toEqual({
    ok: false,
    error: [
      { line: 2, problem: "too-many-dots" },
      { line: 4, problem: "control-characters" },
    ],
  });
});

it("stops at the first task too many", () => {
  expect(parseWorkload("a.\nb.\nc.\nd.", 2)).toEqual({
    ok: false,
    error: [{ line: 3, problem: "too-many-tasks" }],
  });
});
