import { cookies, headers } from "next/headers";
import { languageOf, type Language } from "#shared/messages/language.ts";

/** The cookie's choice, else the first language the browser asks for. */
export async function requestLanguage(): Promise<Language> {
  const chosen = (await cookies()).get("lang")?.value;
  return languageOf(chosen ?? (await headers()).get("accept-language") ?? undefined);
}
