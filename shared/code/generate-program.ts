import { javascriptProducer, javascriptWorker } from "./javascript-program.ts";
import type {
  CodeLine,
  ProgramLanguage,
  ProgramPlan,
  ProgramRole,
  ProgramWords,
} from "./program.ts";
import { pythonProducer, pythonWorker } from "./python-program.ts";

const PROGRAMS = {
  python: { producer: pythonProducer, worker: pythonWorker },
  javascript: { producer: javascriptProducer, worker: javascriptWorker },
} as const;

/** A whole program that does what one arm's publisher or workers do, for people to read and run. */
export function generateProgram(
  language: ProgramLanguage,
  role: ProgramRole,
  plan: ProgramPlan,
  words: ProgramWords,
): readonly CodeLine[] {
  return PROGRAMS[language][role](plan, words);
}

export function programFile(language: ProgramLanguage, role: ProgramRole): string {
  return `${role}.${language === "python" ? "py" : "mjs"}`;
}

/** As it is written to a file. */
export function programText(lines: readonly CodeLine[]): string {
  return lines.map(({ text }) => `${text}\n`).join("");
}
