import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RELEASE_NAMES, type ReleaseName } from "#broker/core/release.ts";

const SPEC = join(import.meta.dirname, "../../docs/spec");
/** In a cell: as in the release before. */
const UNCHANGED = "=";
/** A row of this name says whether there is such a rule at all. */
const HOLDS = "holds";

/** A row of the tables that say, at the end of each file in docs/spec, what differs by release. */
interface Row {
  readonly rule: string;
  readonly what: string;
  readonly values: ReadonlyMap<ReleaseName, string>;
}

export interface SpecOfRelease {
  readonly release: ReleaseName;
  /** What the table has in this release's column, without the quotes of code. @throws where it has no such row. */
  readonly expected: (rule: string, what: string) => string;
  /** Whether the rules a test's title begins with are this release's. */
  readonly holds: (title: string) => boolean;
}

/** Rules that differ by release; a rule without a row is every release's. */
export const releaseRows: readonly Row[] = readdirSync(SPEC)
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) => rowsIn(readFileSync(join(SPEC, name), "utf8")));

/** docs/spec as it is of one release. */
export function specOf(release: ReleaseName): SpecOfRelease {
  const find = (rule: string, what: string) =>
    releaseRows.find((row) => row.rule === rule && row.what === what)?.values.get(release);
  return {
    release,
    expected: (rule, what) => {
      const value = find(rule, what);
      if (value === undefined) throw new Error(`docs/spec has no row "| ${rule} | ${what} |"`);
      return value;
    },
    holds: (title) => rulesOf(title).every((rule) => find(rule, HOLDS) !== "no"),
  };
}

/** "QQ5, QQ6: what is given back" → QQ5, QQ6 */
function rulesOf(title: string): readonly string[] {
  return /^(?:[A-Z]{2}\d+(?:, )?)+(?=:)/.exec(title)?.[0].split(", ") ?? [];
}

function rowsIn(markdown: string): readonly Row[] {
  let columns: readonly string[] | undefined;
  const rows: Row[] = [];
  for (const line of markdown.split("\n")) {
    const cells = cellsOf(line);
    const [rule = "", what = "", ...values] = cells;
    if (rule === "rule" && what === "what") columns = values;
    else if (cells.length === 0) columns = undefined;
    else if (columns !== undefined && /^[A-Z]/.test(rule))
      rows.push(rowOf(rule, what, columns, values));
  }
  return rows;
}

function rowOf(
  rule: string,
  what: string,
  columns: readonly string[],
  cells: readonly string[],
): Row {
  const values = new Map<ReleaseName, string>();
  let before = "";
  for (const name of RELEASE_NAMES) {
    const cell = cells[columns.indexOf(name)];
    if (cell === undefined) throw new Error(`docs/spec: ${rule} says nothing of ${name}`);
    before = cell === UNCHANGED ? before : cell.replace(/^(`+)(.*?)\1$/, "$2");
    values.set(name, before);
  }
  return { rule, what, values };
}

/** None where the line is no row of a table. */
function cellsOf(line: string): readonly string[] {
  if (!line.startsWith("|")) return [];
  return line
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}
