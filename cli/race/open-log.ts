import { closeSync, openSync, writeSync } from "node:fs";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";

export interface LogFile {
  readonly write: (lines: string) => void;
  readonly close: () => void;
}

const NO_LOG: LogFile = { write: () => undefined, close: () => undefined };

/** Each event is in the file before the next happens: what a crash leaves is whole lines. */
export function openLog(
  cli: TerminalMessages["cli"],
  file: string | undefined,
): Result<LogFile, string> {
  if (file === undefined) return ok(NO_LOG);
  try {
    const descriptor = openSync(file, "w");
    return ok({
      write: (lines) => writeSync(descriptor, lines),
      close: () => {
        closeSync(descriptor);
      },
    });
  } catch (error) {
    return fail(cli.cannotWriteLog(file, error instanceof Error ? error.message : String(error)));
  }
}
