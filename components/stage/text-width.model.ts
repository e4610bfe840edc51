/** About how wide a string is in the interface's typeface, px; CJK counts a full square. */
export function textWidth(text: string, fontPx: number): number {
  let ems = 0;
  for (const char of text) ems += char > "\u2e80" ? 1 : 0.535;
  return ems * fontPx;
}
