import { describe, expect, it } from "vitest";
import { emptyUndoStack, redo, remember, undo } from "./undo-stack.ts";

describe("undo stack", () => {
  const stack = remember(remember<string>(emptyUndoStack, "a"), "b");

  it("goes back through earlier versions and forward again", () => {
    const back = undo(stack, "c");
    expect(back?.value).toBe("b");
    const further = undo(back!.stack, back!.value);
    expect(further?.value).toBe("a");
    const forth = redo(further!.stack, further!.value);
    expect(forth?.value).toBe("b");
    expect(redo(forth!.stack, "b")?.value).toBe("c");
  });

  it("has nothing to undo at the beginning, nor to redo at the end", () => {
    expect(undo(emptyUndoStack, "a")).toBeNull();
    expect(redo(stack, "c")).toBeNull();
  });

  it("forgets what was undone once something else is done", () => {
    const back = undo(stack, "c");
    expect(redo(remember(back!.stack, "b"), "d")).toBeNull();
  });

  it("keeps the latest hundred", () => {
    let long = remember<number>(emptyUndoStack, 0);
    for (let i = 1; i <= 150; i++) long = remember(long, i);
    expect([long.past.length, long.past[0]]).toEqual([100, 51]);
  });
});
