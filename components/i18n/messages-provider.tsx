"use client";
import { createContext, lazy, Suspense, useContext, useState, type ReactNode } from "react";
import type { Language } from "#shared/messages/language.ts";
import { messagesIn, type Messages } from "#shared/messages/messages.ts";

/** 100 kB of @font-face rules that only Chinese pages need. */
const ChineseFont = lazy(() => import("./chinese-font.tsx"));

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
  readonly setLanguage: (language: Language) => void;
}

const SpokenContext = createContext<Spoken | null>(null);

function useSpoken(): Spoken {
  const spoken = useContext(SpokenContext);
  if (spoken === null) throw new Error("useMessages needs a MessagesProvider above it");
  return spoken;
}

/** The words of the page, in the language chosen. */
export function useMessages(): Messages {
  return useSpoken().messages;
}

export function useLanguage(): Omit<Spoken, "messages"> {
  return useSpoken();
}

interface MessagesProviderProps {
  readonly initial: Language;
  readonly children: ReactNode;
}

/** Gives everything below it the catalogue of one language, and remembers a change in a cookie. */
export function MessagesProvider({ initial, children }: MessagesProviderProps) {
  const [language, setLanguage] = useState(initial);

  const choose = (next: Language) => {
    document.cookie = `lang=${next}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.lang = next;
    setLanguage(next);
  };

  return (
    <SpokenContext value={{ language, messages: messagesIn(language), setLanguage: choose }}>
      {language === "zh" && (
        <Suspense>
          <ChineseFont />
        </Suspense>
      )}
      {children}
    </SpokenContext>
  );
}
