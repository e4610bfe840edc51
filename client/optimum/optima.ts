import { createStore, type Readable } from "#client/store.ts";
import type { ForMs } from "#shared/kernel/moment.ts";
import type { Schedulable } from "#shared/metrics/lower-bound.ts";

/** Searches elsewhere: however long it takes, and even if it never answers, nobody waits. */
export type FindOptimum = (work: Schedulable) => Promise<ForMs | null>;

export interface Optima {
  /** Searches once for the same work. */
  readonly ask: (work: Schedulable) => void;
  /** By {@link keyOf}; `null` while it is searched for, and where there is no such figure. */
  readonly known: Readable<ReadonlyMap<string, ForMs | null>>;
}

/** Nobody looks at more of them at a time. */
const MOST_KEPT = 64;

export function createOptima(find: FindOptimum): Optima {
  const known = createStore<ReadonlyMap<string, ForMs | null>>(new Map());
  const keep = (key: string, forMs: ForMs | null) => {
    const others = [...known.get()].filter(([other]) => other !== key);
    known.set(new Map([...others.slice(1 - MOST_KEPT), [key, forMs]]));
  };
  return {
    known,
    ask(work) {
      const key = keyOf(work);
      if (known.get().has(key)) return;
      keep(key, null);
      void find(work).then((forMs) => {
        keep(key, forMs);
      });
    },
  };
}

/** The same for the same work. */
export function keyOf(work: Schedulable): string {
  return JSON.stringify(work);
}
