import { readFileSync } from "node:fs";
import { fail, ok, type Result } from "#shared/kernel/result.ts";

/** What is in a file; `-` is what comes in by the pipe. @returns why it can't be read. */
export function readText(file: string): Result<string, string> {
  try {
    return ok(readFileSync(file === "-" ? 0 : file, "utf8"));
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
