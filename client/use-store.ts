import { useSyncExternalStore } from "react";

interface Readable<Value> {
  readonly getSnapshot: () => Value;
  readonly subscribe: (onChange: () => void) => () => void;
}

/** Re-renders when the store's value changes. Its `getSnapshot` gives the same object until then. */
export function useStore<Value>(store: Readable<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.getSnapshot, store.getSnapshot);
}

/** Like `useStore` for a part of it; `select` gives an equal value for an equal part. */
export function useSelected<Value, Part>(
  store: Readable<Value>,
  select: (value: Value) => Part,
): Part {
  const read = () => select(store.getSnapshot());
  return useSyncExternalStore(store.subscribe, read, read);
}
