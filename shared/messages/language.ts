/** Languages the pages speak. */
export type Language = "en" | "zh";

/** A cookie's or browser's word for a language, e.g. `zh-CN`; English for one we lack. */
export function languageOf(tag: string | undefined): Language {
  return tag?.toLowerCase().startsWith("zh") === true ? "zh" : "en";
}
