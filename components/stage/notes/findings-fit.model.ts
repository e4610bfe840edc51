import { firstSentence } from "./first-sentence.model.ts";
import { textWidth } from "#components/stage/text-width.model.ts";

/** What a finding takes of a line. */
export interface FindingWords {
  readonly text: string;
  /** What its button says. */
  readonly remedy: string | null;
}

const MOST = 2;
const MARK_PX = 15;
const BUTTON_PX = 14;
const GAP_PX = 12;
const MORE_PX = 34;

/** The first, where it doesn't stand whole, is only its first sentence: the rest is behind what opens it. */
export function shortenedToFit(
  findings: readonly FindingWords[],
  widthPx: number,
  fontPx: number,
): readonly FindingWords[] {
  const [first, ...others] = findings;
  if (!first || findingsThatFit(findings, widthPx, fontPx) > 0) return findings;
  return [{ ...first, text: firstSentence(first.text) }, ...others];
}

/** How many of the first findings stand whole in a line so wide, with room to open the others; at most two. */
export function findingsThatFit(
  findings: readonly FindingWords[],
  widthPx: number,
  fontPx: number,
): number {
  let usedPx = 0;
  let fitting = 0;
  for (const { text, remedy } of findings.slice(0, MOST)) {
    const buttonPx = remedy === null ? 0 : textWidth(remedy, fontPx) + BUTTON_PX;
    usedPx += MARK_PX + textWidth(text, fontPx) + buttonPx + GAP_PX;
    const isLast = fitting + 1 === findings.length;
    if (usedPx + (isLast ? 0 : MORE_PX) > widthPx) break;
    fitting++;
  }
  return fitting;
}
