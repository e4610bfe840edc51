/**
 * - `wide`, `compact`: queue, gates, worker, buffer and plot side by side
 * - `narrow`: worker and buffer share one column, settings move into a popover
 * - `phone`: name and plot only, one sentence an arena
 */
export type StageMode = "wide" | "compact" | "narrow" | "phone";

export interface StageLayout {
  readonly mode: StageMode;
  readonly padPx: number;
  readonly queuePx: number;
  readonly gatesPx: number;
  readonly workerPx: number;
  /** 0 when the tokens stand in the worker's column. */
  readonly bufferPx: number;
  readonly plotPx: number;
}

const COLUMNS: Readonly<Record<StageMode, Omit<StageLayout, "mode" | "plotPx">>> = {
  wide: { padPx: 24, queuePx: 104, gatesPx: 28, workerPx: 140, bufferPx: 140 },
  compact: { padPx: 24, queuePx: 104, gatesPx: 28, workerPx: 130, bufferPx: 136 },
  narrow: { padPx: 20, queuePx: 92, gatesPx: 24, workerPx: 168, bufferPx: 0 },
  phone: { padPx: 18, queuePx: 0, gatesPx: 0, workerPx: 30, bufferPx: 0 },
};

/** Columns for a stage so wide; extra width goes to the plot alone. */
export function stageLayout(stagePx: number): StageLayout {
  const mode =
    stagePx >= 1360 ? "wide" : stagePx >= 1140 ? "compact" : stagePx >= 700 ? "narrow" : "phone";
  const columns = COLUMNS[mode];
  const { padPx, queuePx, gatesPx, workerPx, bufferPx } = columns;
  const plotPx = stagePx - 2 * padPx - queuePx - gatesPx - workerPx - bufferPx;
  return { mode, ...columns, plotPx: Math.max(plotPx, 120) };
}

/** Left edge of the plot, from the arena's left edge. */
export function plotLeftPx({ queuePx, gatesPx, workerPx, bufferPx }: StageLayout): number {
  return queuePx + gatesPx + workerPx + bufferPx;
}

/**
 * How much of a worker fits its row:
 * - `full`: name, status, actions under each other
 * - `two`: name and actions, then status
 * - `one`: everything in a line, actions as signs
 */
export type RowDetail = "full" | "two" | "one";

export interface LaneSize {
  readonly heightPx: number;
  readonly barTopPx: number;
  readonly barPx: number;
  readonly detail: RowDetail;
  /** Room above the first lane for the labels of the lines, when the lanes themselves have none. */
  readonly labelsPx: number;
  readonly footerPx: number;
}

interface Crowd {
  readonly mode: StageMode;
  readonly arms: number;
  /** Lanes of this arm. */
  readonly workers: number;
  /** The metrics are hidden: lanes may take their place. */
  readonly roomy: boolean;
  /** The ledger is boxed, because tasks may be lost or come back. */
  readonly boxed: boolean;
}

/** Lanes shrink so that two arenas fit one screen; many arenas or workers scroll. */
export function laneSize({ mode, arms, workers, roomy, boxed }: Crowd): LaneSize {
  if (mode === "phone") return phoneLane(workers);
  const linePx = boxed ? 40 : 30;
  const footerPx = mode === "narrow" ? linePx + 22 : linePx;
  const blockPx = arms === 1 ? 480 : arms === 2 ? (roomy ? 264 : 222 - linePx) : 128;
  const tallest = arms >= 3 ? 64 : roomy ? 132 : 96;
  const lowest = workers <= 4 ? 48 : 28;
  const share = Math.floor(blockPx / Math.max(workers, 1) / 2) * 2;
  const heightPx = Math.min(Math.max(share, lowest), tallest);
  return { heightPx, footerPx, ...barIn(heightPx) };
}

function barIn(heightPx: number): Pick<LaneSize, "barTopPx" | "barPx" | "detail" | "labelsPx"> {
  if (heightPx >= 88) {
    const barPx = heightPx >= 120 ? 64 : 44;
    return { barTopPx: (heightPx - barPx) / 2 + 3, barPx, detail: "full", labelsPx: 0 };
  }
  if (heightPx >= 64) return { barTopPx: 22, barPx: heightPx - 30, detail: "two", labelsPx: 0 };
  if (heightPx >= 48) return { barTopPx: 8, barPx: heightPx - 16, detail: "two", labelsPx: 20 };
  return { barTopPx: 4, barPx: heightPx - 8, detail: "one", labelsPx: 20 };
}

function phoneLane(workers: number): LaneSize {
  const crowded = workers > 4;
  return {
    heightPx: crowded ? 30 : 54,
    barTopPx: crowded ? 3 : 6,
    barPx: crowded ? 24 : 42,
    detail: "one",
    labelsPx: 0,
    footerPx: 28,
  };
}

/** Height of an arena's lanes, labels included. */
export function lanesPx({ heightPx, labelsPx }: LaneSize, workers: number): number {
  return labelsPx + heightPx * Math.max(workers, 1);
}

/** How many rows of tokens a queue box so high has room for. */
export function queueRows(blockPx: number): number {
  return Math.max(Math.floor((blockPx - 80) / 20), 0);
}
