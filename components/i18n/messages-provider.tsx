"use client";
import { createContext, lazy, Suspense, useContext, useState, type ReactNode } from "react";
import type { Messages } from "#shared/messages/english.ts";
import type { Language } from "#shared/messages/language.ts";

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
  readonly language: Language;
  /** The words of that language. */
  readonly messages: Messages;
  readonly children: ReactNode;
}

/** Gives everything below it the words of one language, and remembers a change in a cookie. */
export function MessagesProvider({ language, messages, children }: MessagesProviderProps) {
  const [spoken, setSpoken] = useState({ language, messages });

  const choose = async (next: Language) => {
    const words =
      next === "zh"
        ? (await import("#shared/messages/chinese.ts")).chinese
        : (await import("#shared/messages/english.ts")).english;
    document.cookie = `lang=${next}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.lang = next;
    setSpoken({ language: next, messages: words });
  };

  return (
    <SpokenContext value={{ ...spoken, setLanguage: (next) => void choose(next) }}>
      {spoken.language === "zh" && (
        <Suspense>
          <ChineseFont />
        </Suspense>
      )}
      {children}
    </SpokenContext>
  );
}
