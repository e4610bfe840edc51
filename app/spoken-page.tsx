"use client";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import type { Language } from "#shared/messages/language.ts";

const InEnglish = dynamic(() =>
  import("#components/i18n/in-english.tsx").then((module) => module.InEnglish),
);
const InChinese = dynamic(() =>
  import("#components/i18n/in-chinese.tsx").then((module) => module.InChinese),
);

interface SpokenPageProps {
  readonly language: Language;
  readonly children: ReactNode;
}

/** A page in one language; the browser loads that one's words only. */
export function SpokenPage({ language, children }: SpokenPageProps) {
  const Words = language === "zh" ? InChinese : InEnglish;
  return <Words>{children}</Words>;
}
