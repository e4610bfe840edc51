import { FORMAT_VERSION } from "../run-log/versions.ts";
import type { LogLineProblem } from "../run-log/ndjson.ts";
import { logFile as en } from "./en/log-file.ts";
import type { Language } from "./language.ts";
import { logFile as zh } from "./zh/log-file.ts";

/** One sentence on why a saved log cannot be opened. */
export function logFileProblem(language: Language, { code, line, path }: LogLineProblem): string {
  const words = language === "zh" ? zh : en;
  switch (code) {
    case "newer-format":
      return words.newerFormat(path, FORMAT_VERSION);
    case "no-run-opened":
      return words.noRunOpened;
    case "not-json":
      return words.notJson(line);
    case "not-an-event":
      return words.notAnEvent(line, path);
    case "gap":
      return words.gap(line);
  }
}
