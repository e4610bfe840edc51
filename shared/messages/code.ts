import { code as en, type CodeMessages } from "./en/code.ts";
import type { Language } from "./language.ts";
import { code as zh } from "./zh/code.ts";

export type { CodeMessages };

/** The words of the code panel, which is loaded when it is opened: not part of every page. */
export function codeMessagesIn(language: Language): CodeMessages {
  return language === "zh" ? zh : en;
}
