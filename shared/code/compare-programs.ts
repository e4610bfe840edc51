import type { CodeLine } from "./program.ts";

export interface ComparedLine extends CodeLine {
  /** What stands in this line's place in the other program; `null` when it is the same there. */
  readonly instead: string | null;
}

/** Each line of a program beside that of another of the same language, role and workload. */
export function comparePrograms(
  lines: readonly CodeLine[],
  others: readonly CodeLine[],
): readonly ComparedLine[] {
  return lines.map((line, i) => {
    const other = others[i]?.text ?? "";
    return { ...line, instead: other === line.text ? null : other };
  });
}
