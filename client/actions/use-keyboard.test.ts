import { describe, expect, it } from "vitest";
import { actionFor, type KeyPress } from "./use-keyboard.ts";

function press(key: string, more: Partial<KeyPress> = {}) {
  const plain = { shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
  const at = { inField: false, onControl: false };
  return actionFor({ key, code: "", ...plain, ...at, ...more }, true);
}

describe("actionFor", () => {
  it.each([
    [" ", "run-or-pause"],
    ["ArrowRight", "step-event"],
    ["Home", "to-start"],
    ["End", "to-now"],
    ["w", "add-worker"],
    ["x", "toggle-ack"],
    ["n", "note"],
    ["D", "describe"],
    ["r", "run-again"],
    ["k", "act-on-worker"],
    ["p", "act-on-worker"],
    ["s", "act-on-worker"],
    ["h", "act-on-worker"],
    ["?", "help"],
  ])("maps %j to %s", (key, type) => {
    expect(press(key)?.type).toBe(type);
  });

  it("pushes a task of as many dots as the number pressed", () => {
    expect(press("4")).toEqual({ type: "push", dots: 4 });
    expect(press("0")).toBeNull();
  });

  it("goes by seconds with Shift", () => {
    expect(press("ArrowLeft", { shiftKey: true })).toEqual({ type: "step-second", direction: -1 });
  });

  it("leaves text fields alone, and takes Space and arrows from no control", () => {
    expect(press("4", { inField: true })).toBeNull();
    expect(press("z", { ctrlKey: true, inField: true })).toBeNull();
    expect(press(" ", { onControl: true })).toBeNull();
    expect(press("ArrowRight", { onControl: true })).toBeNull();
    expect(press("l", { onControl: true })?.type).toBe("panel");
  });

  it("undoes and redoes with Ctrl or Cmd", () => {
    expect(press("z", { metaKey: true })?.type).toBe("undo");
    expect(press("Z", { ctrlKey: true, shiftKey: true })?.type).toBe("redo");
    expect(press("r", { ctrlKey: true })).toBeNull();
  });

  it("resets all with Alt R, wherever R is typed", () => {
    expect(press("®", { altKey: true, code: "KeyR" })?.type).toBe("reset-all");
  });

  it("keeps only keys with a modifier when single keys are off", () => {
    const key = { key: "r", code: "KeyR", shiftKey: false, ctrlKey: false, metaKey: false };
    const at = { inField: false, onControl: false };
    expect(actionFor({ ...key, altKey: false, ...at }, false)).toBeNull();
    expect(actionFor({ ...key, altKey: true, ...at }, false)?.type).toBe("reset-all");
  });
});
