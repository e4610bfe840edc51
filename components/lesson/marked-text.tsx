const MARKS = /(\*\*[^*]+\*\*|`[^`]+`)/;

/** Marks included: a number and its unit stay together. */
const SHORT = 13;

/** A text in which `**so**` is bold and `` `so` `` is code. */
export function MarkedText({ text }: { readonly text: string }) {
  return text.split(MARKS).map((part, i) => {
    if (part.startsWith("**")) {
      return (
        <b
          key={i}
          className={`font-semibold text-ink ${part.length <= SHORT ? "whitespace-nowrap" : ""}`}
        >
          {part.slice(2, -2)}
        </b>
      );
    }
    if (!part.startsWith("`")) return part;
    return (
      <code
        key={i}
        className="rounded-bar bg-sunken px-1 font-mono text-[0.92em] wrap-anywhere text-ink"
      >
        {part.slice(1, -1)}
      </code>
    );
  });
}
