import { languageOf, type Language } from "./language.ts";
import { cli } from "./en/cli.ts";
import { standstill } from "./en/standstill.ts";
import { startup } from "./en/startup.ts";
import { cli as zhCli } from "./zh/cli.ts";
import { standstill as zhStandstill } from "./zh/standstill.ts";
import { startup as zhStartup } from "./zh/startup.ts";

const en = { cli, standstill, startup };

/** Every word said in a terminal. */
export type TerminalMessages = typeof en;

const zh: TerminalMessages = {
  cli: zhCli,
  standstill: zhStandstill,
  startup: zhStartup,
};

export function terminalMessagesIn(language: Language): TerminalMessages {
  return language === "zh" ? zh : en;
}

/** The terminal's language, by POSIX's order of precedence. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  return languageOf([env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find(Boolean));
}
