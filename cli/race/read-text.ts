import { closeSync, openSync, readSync } from "node:fs";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { fail, ok, type Result } from "#shared/kernel/result.ts";

/** More than as many tasks as a run may have, with the longest texts: what is longer may never end. */
const MOST_MB = 100;
const MB = 1_000_000;

/** What is in a file; `-` is what comes in by the pipe. @returns why it can't be read. */
export function readTextWith(
  cli: Pick<TerminalMessages["cli"], "tooLarge">,
): (file: string) => Result<string, string> {
  return (file) => {
    try {
      const text = file === "-" ? textOf(0) : textOfFile(file);
      return text === null ? fail(cli.tooLarge(MOST_MB)) : ok(text);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  };
}

function textOfFile(file: string): string | null {
  const descriptor = openSync(file, "r");
  try {
    return textOf(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** @returns `null` when it is longer than may be. */
function textOf(descriptor: number): string | null {
  const chunks: Buffer[] = [];
  const chunk = Buffer.alloc(MB);
  for (let bytes = 0; bytes <= MOST_MB * MB;) {
    const read = readSync(descriptor, chunk);
    if (read === 0) return Buffer.concat(chunks).toString("utf8");
    chunks.push(Buffer.from(chunk.subarray(0, read)));
    bytes += read;
  }
  return null;
}
