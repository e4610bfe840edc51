import { expect, it } from "vitest";
import { upcast } from "./versions.ts";

const steps = {
  1: (event: object) => ({ ...event, one: true }),
  2: (event: object) => ({ ...event, two: true }),
};

it("goes up one format at a time", () => {
  expect(upcast({ type: "x" }, 1, { to: 3, steps })).toEqual({ type: "x", one: true, two: true });
  expect(upcast({ type: "x" }, 3, { to: 3, steps })).toEqual({ type: "x" });
});

it("says which step is missing", () => {
  expect(() => upcast({}, 1, { to: 4, steps })).toThrow("No way from log format 3 to 4");
});
