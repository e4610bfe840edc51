/** The middle of `values`, or of its two in the middle. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The smallest of `sorted` that `share` of them do not exceed. */
export function rank(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** 12345.6 → "12,346"; small ones keep as many digits as they need. */
export function figure(value, digits = value < 10 ? 2 : value < 100 ? 1 : 0) {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** Rows of text under their heads, as Markdown; all but the first column to the right. */
export function table(heads, rows) {
  const all = [heads, ...rows];
  const widths = heads.map((_, i) => Math.max(3, ...all.map((row) => String(row[i]).length)));
  const line = (row) =>
    `| ${row.map((cell, i) => (i ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i]))).join(" | ")} |`;
  const rule = `| ${widths.map((width, i) => (i ? `${"-".repeat(width - 1)}:` : "-".repeat(width))).join(" | ")} |`;
  return [line(heads), rule, ...rows.map(line)].join("\n");
}
