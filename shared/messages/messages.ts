import { chinese } from "./chinese.ts";
import { english, type Messages } from "./english.ts";
import type { Language } from "./language.ts";

export type { Messages };

/** Both catalogues at once: for the server and for tests. A browser loads the one it speaks. */
export function messagesIn(language: Language): Messages {
  return language === "zh" ? chinese : english;
}
