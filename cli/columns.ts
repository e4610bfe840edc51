/** How wide a terminal draws it: Chinese characters take two columns. */
function columnsOf(text: string): number {
  const wide = text.match(/[\u2E80-\u9FFF\uFF00-\uFF60]/g) ?? [];
  return text.length + wide.length;
}

export function mostColumns(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(columnsOf));
}

/** With spaces after it, up to so many columns. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/**
 * Lines of at most so many columns, broken after a space or a comma; after a bar, where choices are more than a line.
 * Longer words stay whole.
 */
export function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    const words = paragraph.split(/(?<=[ ,])/);
    for (const word of words.flatMap((one) => (columnsOf(one) > columns ? choices(one) : one))) {
      if (line !== "" && columnsOf((line + word).trimEnd()) > columns) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += word;
    }
    lines.push(line);
  }
  return lines;
}

function choices(word: string): readonly string[] {
  return word.split(/(?<=\|)/);
}
