import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { generateProgram, programFile, programText } from "#shared/code/generate-program.ts";
import type { ProgramLanguage, ProgramPlan, ProgramRole } from "#shared/code/program.ts";
import { codeMessagesIn } from "#shared/messages/code.ts";
import { startProgram, type Program } from "./program.ts";
import { pikaPython } from "../tools.ts";

/** Generated programs as a person would have them: downloaded into a folder, their library installed. */
export interface ProgramFolder {
  readonly start: (role: ProgramRole) => Program;
}

export function programFolder(language: ProgramLanguage, plan: ProgramPlan): ProgramFolder {
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-code-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  symlinkSync(join(import.meta.dirname, "../../../node_modules"), join(folder, "node_modules"));
  for (const role of ["producer", "worker"] as const) {
    const lines = generateProgram(language, role, plan, codeMessagesIn("en").program);
    writeFileSync(join(folder, programFile(language, role)), programText(lines));
  }
  const command = language === "python" ? (pikaPython ?? "python3") : process.execPath;
  return {
    start: (role) => startProgram(command, [join(folder, programFile(language, role))]),
  };
}
