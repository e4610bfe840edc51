import { createStore, type Readable } from "./store.ts";

/** What a person set for this browser. Theme and language are cookies: the server draws by them. */
export interface Preferences {
  /** Whether keys without a modifier act. */
  readonly singleKeys: boolean;
  readonly reduceMotion: boolean;
  /** Whether Run has been pressed here before, ever. */
  readonly hasRun: boolean;
}

export interface PreferenceStore extends Readable<Preferences> {
  readonly set: (change: Partial<Preferences>) => void;
}

const KEY = "dispatch-lab-preferences";

export const DEFAULT_PREFERENCES: Preferences = {
  singleKeys: true,
  reduceMotion: false,
  hasRun: false,
};

/** Reads what was set before. A browser that keeps nothing gets the defaults every time. */
export function createPreferences(storage: Pick<Storage, "getItem" | "setItem">): PreferenceStore {
  const { get, set, subscribe } = createStore(read(storage));

  return {
    initial: DEFAULT_PREFERENCES,
    get,
    subscribe,

    set(change) {
      const preferences = { ...get(), ...change };
      try {
        storage.setItem(KEY, JSON.stringify(preferences));
      } catch {
        // Private windows refuse; the choice then holds until the page is closed.
      }
      set(preferences);
    },
  };
}

function read(storage: Pick<Storage, "getItem">): Preferences {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "{}");
    if (typeof kept !== "object" || kept === null) return DEFAULT_PREFERENCES;
    const flag = (name: keyof Preferences) => {
      const value: unknown = Reflect.get(kept, name);
      return typeof value === "boolean" ? value : DEFAULT_PREFERENCES[name];
    };
    return {
      singleKeys: flag("singleKeys"),
      reduceMotion: flag("reduceMotion"),
      hasRun: flag("hasRun"),
    };
  } catch {
    return DEFAULT_PREFERENCES;
  }
}
