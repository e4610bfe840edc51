/** A value that changes, for whoever wants to know. */
export interface Readable<Value> {
  /** As it was made, which is what the server drew: a page that is taken over must draw it first. */
  readonly initial: Value;
  /** The same object until it changes. */
  readonly get: () => Value;
  /** @returns what ends it. */
  readonly subscribe: (onChange: () => void) => () => void;
}

export interface Store<Value> extends Readable<Value> {
  /** Takes the value and tells everybody, an equal one, too. */
  readonly set: (value: Value) => void;
}

/**
 * What everything in this browser that changes is kept in.
 *
 * @param whileWatched done as the first subscriber comes; what it returns, as the last one goes.
 */
export function createStore<Value>(value: Value, whileWatched?: () => () => void): Store<Value> {
  const listeners = new Set<() => void>();
  let unwatch: (() => void) | undefined;

  return {
    initial: value,
    get: () => value,

    set(next) {
      value = next;
      for (const notify of listeners) notify();
    },

    subscribe(onChange) {
      // One for each call: the same function may be given twice.
      const listener = () => {
        onChange();
      };
      listeners.add(listener);
      if (listeners.size === 1) unwatch = whileWatched?.();
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) unwatch?.();
      };
    },
  };
}
