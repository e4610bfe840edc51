import { paint, type Token } from "./paint.model.ts";

const LOOKS: Readonly<Record<Token["kind"], string>> = {
  keyword: "font-semibold text-ink",
  string: "text-ink-2",
  comment: "text-ink-3",
  other: "",
};

/** A line of code, painted. */
export function CodeText({ text }: { readonly text: string }) {
  return paint(text).map(({ kind, text: piece }, i) => (
    <span key={i} className={LOOKS[kind]}>
      {piece}
    </span>
  ));
}
