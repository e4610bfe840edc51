import { expect, it } from "vitest";
import { lessonKeyFor } from "./lesson-keys.ts";
import type { KeyPress } from "#client/actions/use-keyboard.ts";

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: `Key${key.toUpperCase()}`,
  shiftKey: false,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  inField: false,
  onControl: false,
  ...change,
});

it("has notes on N and the hint on H, whatever they do in the lab", () => {
  expect(lessonKeyFor(press("n"), true)).toEqual({ type: "notes" });
  expect(lessonKeyFor(press("H"), true)).toEqual({ type: "hint" });
});

it("runs, looks back, sends tasks and resets as the lab does", () => {
  expect(lessonKeyFor(press(" "), true)).toEqual({ type: "run-or-pause" });
  expect(lessonKeyFor(press("3"), true)).toEqual({ type: "push", dots: 3 });
  expect(lessonKeyFor(press("r", { altKey: true }), false)).toEqual({ type: "reset-all" });
});

it("leaves alone what a lesson does not show, and everything where single keys are off", () => {
  expect(lessonKeyFor(press("x"), true)).toBeNull();
  expect(lessonKeyFor(press("n"), false)).toBeNull();
  expect(lessonKeyFor(press("n", { inField: true }), true)).toBeNull();
});
