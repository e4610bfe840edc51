import "./globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { requestLanguage } from "./request-language.ts";
import { SpokenPage } from "./spoken-page.tsx";
import { messagesIn } from "#shared/messages/messages.ts";

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
