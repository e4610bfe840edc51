import { useSyncExternalStore } from "react";
import type { Readable } from "./store.ts";

/** Re-renders when the store's value changes. */
export function useStore<Value>({ initial, get, subscribe }: Readable<Value>): Value {
  return useSyncExternalStore(subscribe, get, () => initial);
}

/** Like `useStore` for a part of it; `select` gives an equal value for an equal part. */
export function useSelected<Value, Part>(
  { initial, get, subscribe }: Readable<Value>,
  select: (value: Value) => Part,
): Part {
  return useSyncExternalStore(
    subscribe,
    () => select(get()),
    () => select(initial),
  );
}
