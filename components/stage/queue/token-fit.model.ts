import { taskNumber } from "#components/words/task-label.ts";

export interface TokenSize {
  readonly task: number;
  readonly dots: number;
  readonly redelivered: boolean;
  readonly outside: boolean;
}

const MOST_DOTS = 9;

/** More, and what isn't whole dots, is written as a number. */
export function isDrawnInDots(dots: number): boolean {
  return Number.isInteger(dots) && dots <= MOST_DOTS;
}

const DIGIT_PX = 7;

/** About how wide a token is drawn, px. */
function tokenPx({ task, dots, redelivered, outside }: TokenSize): number {
  const numberPx = taskNumber({ task, outside }).length * DIGIT_PX;
  const dotsPx = isDrawnInDots(dots) ? dots * 5.5 - 2 : String(dots).length * DIGIT_PX + 4;
  return 11 + numberPx + 3 + dotsPx + (redelivered ? 18 : 0);
}

/** How many tokens, in order, fit so many rows of a box that wide. */
export function tokensThatFit(
  tokens: Iterable<TokenSize>,
  {
    widthPx,
    rows,
    gapPx,
  }: { readonly widthPx: number; readonly rows: number; readonly gapPx: number },
): number {
  let row = 0;
  let usedPx = 0;
  let fitting = 0;
  for (const token of tokens) {
    const px = tokenPx(token);
    if (usedPx > 0 && usedPx + gapPx + px > widthPx) {
      row++;
      usedPx = 0;
    }
    if (row >= rows) break;
    usedPx += (usedPx > 0 ? gapPx : 0) + px;
    fitting++;
  }
  return fitting;
}
