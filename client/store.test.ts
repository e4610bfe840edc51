import { describe, expect, it } from "vitest";
import { createStore } from "./store.ts";

describe("a store", () => {
  it("tells everybody who subscribed, until they end it", () => {
    const store = createStore(1);
    const told: string[] = [];
    const end = store.subscribe(() => told.push(`a ${store.get()}`));
    store.subscribe(() => told.push(`b ${store.get()}`));
    store.set(2);
    end();
    store.set(3);
    expect(told).toEqual(["a 2", "b 2", "b 3"]);
  });

  it("keeps one subscriber when the same function is given twice and one is ended", () => {
    const store = createStore(1);
    let told = 0;
    const count = () => {
      told++;
    };
    const end = store.subscribe(count);
    store.subscribe(count);
    end();
    end();
    store.set(2);
    expect(told).toBe(1);
  });

  it("watches from the first subscriber on, until the last is gone", () => {
    const seen: string[] = [];
    const store = createStore(1, () => {
      seen.push("watched");
      return () => seen.push("unwatched");
    });
    const first = store.subscribe(() => undefined);
    const second = store.subscribe(() => undefined);
    first();
    expect(seen).toEqual(["watched"]);
    second();
    expect(seen).toEqual(["watched", "unwatched"]);
  });
});
