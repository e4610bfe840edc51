/** Earlier and undone versions of a value; the present one is kept by whoever holds the stack. */
export interface UndoStack<Value> {
  /** Oldest first. */
  readonly past: readonly Value[];
  /** Next to redo last. */
  readonly future: readonly Value[];
}

/** What a step back or forward leads to. */
export interface UndoStep<Value> {
  readonly value: Value;
  readonly stack: UndoStack<Value>;
}

const MAX_STEPS = 100;

export const emptyUndoStack: UndoStack<never> = { past: [], future: [] };

/** Remembers `before` as the version to come back to. What had been undone can no longer be redone. */
export function remember<Value>(stack: UndoStack<Value>, before: Value): UndoStack<Value> {
  return { past: [...stack.past, before].slice(-MAX_STEPS), future: [] };
}

export function undo<Value>(stack: UndoStack<Value>, present: Value): UndoStep<Value> | null {
  const value = stack.past.at(-1);
  if (value === undefined) return null;
  return {
    value,
    stack: { past: stack.past.slice(0, -1), future: [...stack.future, present] },
  };
}

export function redo<Value>(stack: UndoStack<Value>, present: Value): UndoStep<Value> | null {
  const value = stack.future.at(-1);
  if (value === undefined) return null;
  return {
    value,
    stack: { past: [...stack.past, present], future: stack.future.slice(0, -1) },
  };
}
