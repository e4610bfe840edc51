import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { SpokenPage } from "./spoken-page.tsx";
import { messagesIn } from "#shared/messages/messages.ts";
import { languageOf, type Language } from "#shared/messages/language.ts";

/** The cookie's choice, else the first language the browser asks for. */
async function requestLanguage(): Promise<Language> {
  const chosen = (await cookies()).get("lang")?.value;
  return languageOf(chosen ?? (await headers()).get("accept-language") ?? undefined);
}

export async function generateMetadata(): Promise<Metadata> {
  const { page } = messagesIn(await requestLanguage());
  return { title: page.title, description: page.description };
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const language = await requestLanguage();
  const theme = (await cookies()).get("theme")?.value;
  return (
    <html
      lang={language}
      {...(theme === "light" || theme === "dark" ? { "data-theme": theme } : {})}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <SpokenPage language={language}>{children}</SpokenPage>
      </body>
    </html>
  );
}
