import { learn, type LearnMessages } from "./en/learn.ts";
import type { Language } from "./language.ts";
import { learn as zhLearn } from "./zh/learn.ts";

/** Beside the pages' catalogue, which the lab would have to load as well. */
export function learnMessagesIn(language: Language): LearnMessages {
  return language === "zh" ? zhLearn : learn;
}
