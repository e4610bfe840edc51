/** A piece of a line of code that looks alike. */
export interface Token {
  readonly kind: "keyword" | "string" | "comment" | "other";
  readonly text: string;
}

const KEYWORDS = "and|async|await|const|def|for|from|function|if|import|in|let|new|of|return|as";
const PIECES = new RegExp(
  `(?<string>"(?:[^"\\\\]|\\\\.)*")|(?<comment>(?:#|//) .*)|(?<keyword>\\b(?:${KEYWORDS})\\b)`,
  "g",
);

/** Tells keywords, strings and comments of Python and JavaScript apart, as far as our programs need it. */
export function paint(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const other = (to: number) => {
    if (to > from) tokens.push({ kind: "other", text: text.slice(from, to) });
  };
  for (const match of text.matchAll(PIECES)) {
    other(match.index);
    const { string, comment } = match.groups ?? {};
    const kind = string !== undefined ? "string" : comment !== undefined ? "comment" : "keyword";
    tokens.push({ kind, text: match[0] });
    from = match.index + match[0].length;
  }
  other(text.length);
  return tokens;
}
