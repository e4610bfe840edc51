import { textWidth } from "./text-width.model.ts";
import type { TimeScale } from "./time-scale.model.ts";

/** A label of a line: on which side of the line it stands, and on which text row. */
export interface PlacedLabel {
  readonly kind: LabelKind;
  readonly text: string;
  readonly x: number;
  readonly anchor: "start" | "end";
  /** 0 is the top row of the lane block, 1 the next lane's. */
  readonly row: number;
}

export type LabelKind = "finish" | "bound";

interface Wanted {
  readonly kind: LabelKind;
  readonly text: string;
  readonly atMs: number;
  /** Which side to try first. */
  readonly side: "start" | "end";
}

interface LabelRoom {
  /** What of each row is covered already, the top row first. */
  readonly taken?: readonly (readonly Extent[])[];
  readonly rows?: 1 | 2;
}

const FONT_PX = 12;
const GAP_PX = 7;

/**
 * Places labels so that none covers another or leaves the plot: on the side asked for, else on
 * the other, else one row down. Earlier ones win; one without room is left out.
 */
export function placeLabels(
  wanted: readonly Wanted[],
  scale: TimeScale,
  { taken = [], rows = 2 }: LabelRoom = {},
): readonly PlacedLabel[] {
  const extentsOf: Extent[][] = [0, 1].slice(0, rows).map((row) => [...(taken[row] ?? [])]);
  return wanted.flatMap(({ kind, text, atMs, side }) => {
    const sides = side === "start" ? (["start", "end"] as const) : (["end", "start"] as const);
    for (const [row, extents] of extentsOf.entries()) {
      for (const anchor of sides) {
        const extent = extentOf(text, scale.toX(atMs), anchor);
        if (!fits(extent, scale.widthPx) || extents.some((other) => overlap(extent, other)))
          continue;
        extents.push(extent);
        const x = scale.toX(atMs) + (anchor === "start" ? GAP_PX : -GAP_PX);
        return [{ kind, text, x, anchor, row }];
      }
    }
    return [];
  });
}

export interface Extent {
  readonly from: number;
  readonly to: number;
}

export function extentOf(text: string, x: number, anchor: "start" | "end"): Extent {
  const width = textWidth(text, FONT_PX);
  return anchor === "start"
    ? { from: x + GAP_PX, to: x + GAP_PX + width }
    : { from: x - GAP_PX - width, to: x - GAP_PX };
}

function fits({ from, to }: Extent, widthPx: number): boolean {
  return from >= 0 && to <= widthPx + 8;
}

function overlap(a: Extent, b: Extent): boolean {
  return a.from < b.to + 8 && b.from < a.to + 8;
}
