import { useLanguage } from "#components/i18n/messages-provider.tsx";
import type { LearnMessages } from "#shared/messages/en/learn.ts";
import { learnMessagesIn } from "#shared/messages/learn.ts";
import type { Words } from "#shared/lesson/lesson.ts";

/** The words around lessons, and a lesson's own in the language chosen. */
export function useLearn(): {
  readonly learn: LearnMessages;
  readonly say: (words: Words) => string;
} {
  const { language } = useLanguage();
  return { learn: learnMessagesIn(language), say: (words) => words[language] };
}
