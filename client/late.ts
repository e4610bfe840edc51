import { createStore, type Readable } from "./store.ts";

/** Code that comes after the first picture; `null` until it has come. */
export interface Late<Code> extends Readable<Code | null> {
  /** Asks for it, once; again only where that failed. */
  readonly load: () => Promise<Code>;
  /** What has come. @throws Error when it has not: whoever calls this has waited for `load`. */
  readonly here: () => Code;
}

export function createLate<Code>(fetchCode: () => Promise<Code>): Late<Code> {
  const { initial, get, set, subscribe } = createStore<Code | null>(null);
  let loading: Promise<Code> | null = null;
  return {
    initial,
    get,
    subscribe,
    load() {
      loading ??= fetchCode().then(
        (code) => {
          set(code);
          return code;
        },
        (cause: unknown) => {
          loading = null;
          throw cause;
        },
      );
      return loading;
    },
    here() {
      const code = get();
      if (code === null) throw new Error("This code was not waited for");
      return code;
    },
  };
}
