import { taskNumber } from "#components/words/task-label.ts";
import type { BarKind } from "./lane.model.ts";

interface BarBox {
  readonly kind: BarKind;
  readonly task: number;
  readonly count: number;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  readonly fontPx: number;
  readonly dots: number;
  readonly plain: boolean;
  readonly redelivered: boolean;
  readonly outside: boolean;
  /** How much of it is filled, from the left: all of it unless it grows. */
  readonly solidPx: number;
}

export interface BarFace {
  /** `null` where the bar is too thin for it. */
  readonly number: {
    readonly text: string;
    readonly x: number;
    readonly y: number;
    readonly anchor: "start" | "middle";
    readonly width: number;
    /** It stands on the solid part of a running bar. */
    readonly onSolid: boolean;
  } | null;
  /** Centres, one in the middle of each second. */
  readonly dots: readonly number[];
  readonly tick: { readonly x: number; readonly y: number } | null;
  /** Width of the cap of a redelivered task, else 0. */
  readonly capPx: number;
}

const CAP_PX = 13;
const PAD_PX = 7;
const TICK_PX = 15;
const LEAST_DOT_PX = 8;
const PLAIN_NUMBER_PX = 16;
/** Lower bars have one line of text and no dots. */
const TALL_PX = 34;

/** What fits on a bar, and where it stands. */
export function barFace(bar: BarBox): BarFace {
  const { x, width, top, height, fontPx } = bar;
  const tall = height >= TALL_PX;
  const capPx = bar.redelivered ? Math.min(CAP_PX, width / 3) : 0;
  const text = bar.count > 1 ? `×${bar.count}` : taskNumber(bar);
  const textPx = text.length * fontPx * 0.62;
  const middleY = top + height / 2;
  const numberY = tall ? top + fontPx + 4 : middleY + fontPx * 0.36;

  return {
    number: placeNumber(bar, { text, textPx, capPx, y: numberY }),
    dots:
      !bar.plain && tall && bar.dots > 0 && width / bar.dots >= LEAST_DOT_PX ? dotCentres(bar) : [],
    tick:
      !bar.plain && width - TICK_PX > PAD_PX + capPx + textPx + 1.8 && width >= 26
        ? { x: x + width - TICK_PX, y: tall ? top + 10.5 : middleY }
        : null,
    capPx,
  };
}

function placeNumber(
  { kind, x, width, solidPx, plain }: BarBox,
  {
    text,
    textPx,
    capPx,
    y,
  }: {
    readonly text: string;
    readonly textPx: number;
    readonly capPx: number;
    readonly y: number;
  },
): BarFace["number"] {
  const free = width - capPx;
  if (free < Math.max(textPx + 3, plain ? PLAIN_NUMBER_PX : 0)) return null;
  const number = { text, y, width: textPx };
  if (kind === "running") {
    if (solidPx > textPx + PAD_PX + capPx + 4) {
      return {
        ...number,
        x: x + capPx + Math.min(PAD_PX, (free - textPx) / 2),
        anchor: "start",
        onSolid: true,
      };
    }
    if (width - solidPx < textPx + PAD_PX + 2) return null;
    return { ...number, x: x + Math.max(solidPx, capPx) + PAD_PX, anchor: "start", onSolid: false };
  }
  return free < textPx + 2 * PAD_PX
    ? { ...number, x: x + capPx + free / 2, anchor: "middle", onSolid: false }
    : { ...number, x: x + capPx + PAD_PX, anchor: "start", onSolid: false };
}

function dotCentres({ x, width, dots }: BarBox): readonly number[] {
  return Array.from({ length: dots }, (_, i) => x + ((i + 0.5) * width) / dots);
}
