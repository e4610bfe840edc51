import { earlier, moment, NEVER, type AtMs } from "../kernel/moment.ts";
import type { Machine } from "./machines.ts";

/** From `atMs` until the next piece, live workers together work at `speed`; `doneMs` of work could be done before. */
interface Piece {
  readonly atMs: number;
  readonly speed: number;
  readonly doneMs: number;
}

/** How much work an arm's workers could do over time, if never idle. */
export interface Capacity {
  /** Highest speed any one worker had or is planned to have. */
  readonly maxSpeed: number;
  /** The earliest moment by which `workMs` can be done starting at `fromMs`; infinite if never. */
  readonly earliestEnd: (fromMs: AtMs, workMs: number) => AtMs;
}

export function capacityOf(machines: readonly Machine[]): Capacity {
  const pieces = piecesOf(
    machines.flatMap(({ speeds, toMs }) =>
      speeds.flatMap(({ atMs, speed }, i) => [
        { atMs: earlier(atMs, toMs), change: speed },
        { atMs: earlier(speeds[i + 1]?.atMs ?? toMs, toMs), change: -speed },
      ]),
    ),
  );
  const speeds = machines.flatMap((machine) => machine.speeds.map(({ speed }) => speed));

  const doneBy = (atMs: number) => {
    const piece = lastBefore(pieces, (one) => one.atMs <= atMs);
    return piece ? piece.doneMs + piece.speed * (atMs - piece.atMs) : 0;
  };
  const earliestEnd = (fromMs: AtMs, workMs: number) => {
    if (workMs === 0) return fromMs;
    const target = doneBy(fromMs) + workMs;
    const piece = lastBefore(pieces, (one) => one.doneMs < target);
    if (!piece || piece.speed <= 0) return NEVER;
    return moment(piece.atMs + (target - piece.doneMs) / piece.speed);
  };
  return { maxSpeed: speeds.reduce((most, speed) => Math.max(most, speed), 0), earliestEnd };
}

function piecesOf(
  changes: readonly { readonly atMs: number; readonly change: number }[],
): readonly Piece[] {
  const pieces: Piece[] = [];
  let [nowMs, speed, doneMs] = [0, 0, 0];
  for (const { atMs, change } of changes.toSorted((a, b) => a.atMs - b.atMs)) {
    if (atMs === Infinity) break;
    doneMs += speed * (atMs - nowMs);
    speed = roundedSpeed(speed + change);
    nowMs = atMs;
    pieces.push({ atMs, speed, doneMs });
  }
  return pieces;
}

/** The last piece for which `holds`, which holds for a first part of them and then no more. */
function lastBefore(pieces: readonly Piece[], holds: (piece: Piece) => boolean): Piece | undefined {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const piece = pieces[middle];
    if (piece && holds(piece)) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1];
}

/** So that speeds added and taken away again leave nothing: 0.1 + 0.2 − 0.1 − 0.2 is not 0. */
function roundedSpeed(speed: number): number {
  return Math.round(speed * 1e9) / 1e9;
}
