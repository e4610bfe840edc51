import { expect, it } from "vitest";
import { readRefusal } from "./refusal.ts";

it("reads the code and the limit it names", () => {
  expect(readRefusal("at-most:2000")).toEqual({ code: "at-most", limit: "2000" });
  expect(readRefusal("too-many-dots")).toEqual({ code: "too-many-dots", limit: null });
  expect(readRefusal("anything else")).toEqual({ code: "malformed", limit: null });
});
