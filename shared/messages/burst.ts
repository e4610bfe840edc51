import { burst as en, type BurstMessages } from "./en/burst.ts";
import type { Language } from "./language.ts";
import { burst as zh } from "./zh/burst.ts";

export type { BurstMessages };

/** The words of bursts, which are loaded with the first one: not part of every page. */
export function burstMessagesIn(language: Language): BurstMessages {
  return language === "zh" ? zh : en;
}
