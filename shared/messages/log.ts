import { log as en, type LogMessages } from "./en/log.ts";
import type { Language } from "./language.ts";
import { log as zh } from "./zh/log.ts";

export type { LogMessages };

/** The words of the Log tab, which is loaded when it is opened: not part of every page. */
export function logMessagesIn(language: Language): LogMessages {
  return language === "zh" ? zh : en;
}
