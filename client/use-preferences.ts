import { useEffect, useState } from "react";
import { createPreferences, type Preferences, type PreferenceStore } from "./preferences.ts";
import { useStore } from "./use-store.ts";

/** A store that keeps nothing, for where there is no browser. */
const NOWHERE = { getItem: () => null, setItem: () => undefined };

/** What a person set for this browser; the defaults while the server's page is taken over. */
export function usePreferences(): readonly [Preferences, PreferenceStore] {
  const [store] = useState(() =>
    createPreferences(typeof window === "undefined" ? NOWHERE : window.localStorage),
  );
  const preferences = useStore(store);

  useEffect(() => {
    if (preferences.reduceMotion) document.documentElement.dataset["motion"] = "reduced";
    else delete document.documentElement.dataset["motion"];
  }, [preferences.reduceMotion]);

  return [preferences, store];
}

/** Whether time should move in steps: by choice here, or by the system's. */
export function wantsLessMotion(): boolean {
  return (
    document.documentElement.dataset["motion"] === "reduced" ||
    window.matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}
