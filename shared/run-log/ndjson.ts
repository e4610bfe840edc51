import { fail, ok, type Result } from "../kernel/result.ts";
import { loggedEventSchema } from "./run-event-schema.ts";
import type { Logged } from "./run-event.ts";
import { FORMAT_VERSION, upcast, type RawEvent } from "./versions.ts";

export interface LogLineProblem {
  /** From 1. */
  readonly line: number;
  readonly code: "not-json" | "not-an-event" | "newer-format" | "gap" | "no-run-opened";
  /** The field at fault, dotted, or the format's version. Empty when the line as a whole is. */
  readonly path: string;
}

/** One event a line, each ended by a newline. */
export function writeNdjson(log: readonly Logged[]): string {
  return log.map((event) => `${JSON.stringify(event)}\n`).join("");
}

/** Reads a whole saved log, of this format or an older one. The first line must open the run. */
export function parseNdjson(text: string): Result<readonly Logged[], LogLineProblem> {
  const log: Logged[] = [];
  let version: number | undefined;
  for (const [index, written] of text.split("\n").entries()) {
    if (written.trim() === "") continue;
    const problem = (code: LogLineProblem["code"], path = "") =>
      fail({ line: index + 1, code, path });
    const raw = parseObject(written);
    if (!raw) return problem("not-json");
    version ??= versionOf(raw);
    if (version === undefined) return problem("no-run-opened");
    if (version > FORMAT_VERSION) return problem("newer-format", String(version));
    const parsed = loggedEventSchema.safeParse(upcast(raw, version));
    if (!parsed.success) {
      return problem("not-an-event", parsed.error.issues[0]?.path.join("."));
    }
    if (parsed.data.seq !== log.length + 1) return problem("gap", "seq");
    log.push(parsed.data);
  }
  return log.length > 0 ? ok(log) : fail({ line: 1, code: "no-run-opened", path: "" });
}

function versionOf(raw: RawEvent): number | undefined {
  const version = raw["formatVersion"];
  return raw["type"] === "run-opened" && Number.isInteger(version) && Number(version) >= 1
    ? Number(version)
    : undefined;
}

function parseObject(line: string): RawEvent | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is RawEvent {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
