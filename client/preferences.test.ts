import { describe, expect, it } from "vitest";
import { createPreferences, DEFAULT_PREFERENCES } from "./preferences.ts";

function storageWith(kept: string | null) {
  return {
    kept,
    getItem() {
      return this.kept;
    },
    setItem(_key: string, value: string) {
      this.kept = value;
    },
  };
}

describe("createPreferences", () => {
  it("remembers what was set", () => {
    const storage = storageWith(null);
    createPreferences(storage).set({ singleKeys: false });
    expect(createPreferences(storage).get()).toEqual({
      ...DEFAULT_PREFERENCES,
      singleKeys: false,
    });
  });

  it.each(["", "null", "{", '{"singleKeys":"no"}', "7"])("takes %j for nothing set", (kept) => {
    expect(createPreferences(storageWith(kept)).get()).toEqual(DEFAULT_PREFERENCES);
  });

  it("holds a choice although the browser keeps nothing", () => {
    const refuse = () => {
      throw new Error("QuotaExceededError");
    };
    const preferences = createPreferences({ getItem: refuse, setItem: refuse });
    preferences.set({ reduceMotion: true });
    expect(preferences.get().reduceMotion).toBe(true);
  });
});
