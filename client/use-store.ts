import { useSyncExternalStore } from "react";
import type { Readable } from "./store.ts";

/** Re-renders when the store's value changes. */
export function useStore<Value>({ get, subscribe }: Readable<Value>): Value {
  return useSyncExternalStore(subscribe, get, get);
}

/** Like `useStore` for a part of it; `select` gives an equal value for an equal part. */
export function useSelected<Value, Part>(
  { get, subscribe }: Readable<Value>,
  select: (value: Value) => Part,
): Part {
  const read = () => select(get());
  return useSyncExternalStore(subscribe, read, read);
}
