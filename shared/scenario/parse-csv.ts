/** A row of CSV, and where it began. */
export interface CsvRow {
  /** From 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A quote was opened in it and never closed. */
  readonly isOpen: boolean;
}

/** What parts the cells: semicolon or tab where the first line has one outside quotes, else comma. */
export function csvDelimiter(text: string): string {
  const first = /^[^\n\r]*/.exec(text.trimStart())?.[0].replace(/"[^"]*"/g, "") ?? "";
  return [";", "\t"].find((one) => first.includes(one)) ?? ",";
}

/** Rows that are not blank. A cell in quotes may hold delimiters, line ends and, doubled, quotes (RFC 4180). */
export function parseCsv(text: string): readonly CsvRow[] {
  const delimiter = csvDelimiter(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  let line = 1;
  let began = 1;
  const endRow = () => {
    cells.push(cell);
    if (isQuoted || cells.some((one) => one.trim() !== "")) {
      rows.push({ line: began, cells, isOpen: isQuoted });
    }
    cells = [];
    cell = "";
  };
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    const isLineEnd = character === "\n" || (character === "\r" && text[i + 1] !== "\n");
    if (isLineEnd) line++;
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') cell += text.charAt(++i);
      else isQuoted = false;
    } else if (character === '"' && cell.trim() === "") {
      isQuoted = true;
      cell = "";
    } else if (character === delimiter) {
      cells.push(cell);
      cell = "";
    } else if (isLineEnd) {
      endRow();
      began = line;
    } else if (character !== "\r") cell += character;
  }
  endRow();
  return rows;
}
