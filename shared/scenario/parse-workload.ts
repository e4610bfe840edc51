import { fail, ok, type Result } from "../kernel/result.ts";
import type { PlannedTask } from "./scenario.ts";
import { parseCsv, csvDelimiter, type CsvRow } from "./parse-csv.ts";
import { planTask, taskOfSize, WORKLOAD_LIMITS, type TextProblem } from "./workload.ts";

export interface LineProblem {
  /** From 1. */
  readonly line: number;
  readonly problem:
    | TextProblem
    /** The first one too many; `found` says how many there are. */
    | "too-many-tasks"
    /** Seconds of work, or of publication, out of range or no number. */
    | "bad-seconds"
    | "bad-at"
    | "open-quote"
    | "not-json";
  readonly found?: number;
}

export type WorkloadFormat = "lines" | "csv" | "ndjson";

const COLUMNS = ["text", "seconds", "at"] as const;
type Column = (typeof COLUMNS)[number];

/** One task as it is written: text, seconds of work, second of its publication. */
type Entry = Readonly<Partial<Record<Column, string>>>;

/**
 * Many tasks at once: one text a line; CSV whose header names `text`, `seconds` or `at`; or one JSON object a line
 * with these fields. Without a text, the seconds make one; without seconds, the dots of the text say them; without
 * `at`, it is published at once. Blank lines are skipped.
 *
 * @param format looked for in the text when left out; CSV without a header has its columns in that order.
 */
export function parseWorkload(
  text: string,
  { maxTasks = WORKLOAD_LIMITS.tasks, format }: ParseOptions = {},
): Result<readonly PlannedTask[], readonly LineProblem[]> {
  const tasks: PlannedTask[] = [];
  const problems: LineProblem[] = [];
  let found = 0;
  let tooMany = 0;
  const plain = text.replace(/^\uFEFF/, "");
  for (const { line, entry } of entriesOf(plain, format ?? formatOf(plain))) {
    const planned = entry.ok ? taskOf(entry.value) : entry;
    if (!planned.ok) problems.push({ line, problem: planned.error });
    else if (++found <= maxTasks) tasks.push(planned.value);
    else if (found === maxTasks + 1) tooMany = line;
  }
  // What else is wrong is of no use before the list is shorter.
  if (tooMany > 0) return fail([{ line: tooMany, problem: "too-many-tasks", found }]);
  return problems.length > 0 ? fail(problems) : ok(tasks);
}

export interface ParseOptions {
  readonly maxTasks?: number;
  readonly format?: WorkloadFormat | undefined;
}

interface FoundEntry {
  readonly line: number;
  readonly entry: Result<Entry, LineProblem["problem"]>;
}

function entriesOf(text: string, format: WorkloadFormat): readonly FoundEntry[] {
  if (format === "csv") return csvEntries(text);
  const lines = text.split(/\r\n|[\n\r]/).map((content, index) => ({ content, line: index + 1 }));
  const read = format === "ndjson" ? jsonEntry : (content: string) => ok({ text: content });
  return lines
    .filter(({ content }) => content.trim() !== "")
    .map(({ content, line }) => ({ line, entry: read(content) }));
}

function formatOf(text: string): WorkloadFormat {
  const first = text.split(/\r\n|[\n\r]/).find((line) => line.trim() !== "") ?? "";
  if (first.trimStart().startsWith("{")) return "ndjson";
  return headerOf(parseCsv(first)[0]) === null ? "lines" : "csv";
}

function csvEntries(text: string): readonly FoundEntry[] {
  const rows = parseCsv(text);
  const header = headerOf(rows[0]);
  const columns = header ?? COLUMNS;
  // Where semicolons part the cells, the comma is the decimal one.
  const comma = csvDelimiter(text) === ";";
  return rows.slice(header ? 1 : 0).map(({ line, cells, isOpen }) => {
    // A text has no line ends: the quote was to end on its line, and another one's ended it.
    if (isOpen || cells.some((cell) => /[\n\r]/.test(cell)))
      return { line, entry: fail("open-quote") };
    const named = cells.map((cell, i) => {
      const column = columns[i] ?? null;
      const value = comma && column !== "text" ? cell.replace(",", ".") : cell;
      return [column, value.trim()] as const;
    });
    return { line, entry: ok(Object.fromEntries(named.filter(([, value]) => value !== ""))) };
  });
}

/** The columns a header names; `null` when it is none. */
function headerOf(row: CsvRow | undefined): readonly (Column | null)[] | null {
  const names = (row?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const columns = names.map((name) => COLUMNS.find((column) => column === name) ?? null);
  return columns.includes("text") || columns.includes("seconds") ? columns : null;
}

function jsonEntry(line: string): Result<Entry, "not-json"> {
  try {
    const value: unknown = JSON.parse(line);
    if (!(value instanceof Object)) return fail("not-json");
    const given = COLUMNS.flatMap((column) => {
      const field: unknown = column in value ? (value as Record<string, unknown>)[column] : null;
      const isGiven = typeof field === "string" || typeof field === "number";
      return isGiven ? [[column, String(field)] as const] : [];
    });
    return given.length === 0 ? fail("not-json") : ok(Object.fromEntries(given));
  } catch {
    return fail("not-json");
  }
}

function taskOf({ text, seconds, at }: Entry): Result<PlannedTask, LineProblem["problem"]> {
  const serviceMs = seconds === undefined ? null : msOf(seconds, WORKLOAD_LIMITS.serviceMs);
  if (serviceMs === undefined) return fail("bad-seconds");
  const publishAtMs = at === undefined ? 0 : msOf(at, WORKLOAD_LIMITS.publishAtMs);
  if (publishAtMs === undefined) return fail("bad-at");
  if (text === undefined) {
    return serviceMs === null ? fail("empty") : ok(taskOfSize(serviceMs, publishAtMs));
  }
  return planTask(text, { publishAtMs, serviceMs });
}

/** Seconds, as people write them, in ms; `undefined` when it is none, or more than allowed. */
export function msOf(seconds: string, maxMs: number): number | undefined {
  if (!/^(\d+\.?\d*|\.\d+)$/.test(seconds.trim())) return undefined;
  const ms = Math.round(Number(seconds) * 1000);
  return ms <= maxMs ? ms : undefined;
}
