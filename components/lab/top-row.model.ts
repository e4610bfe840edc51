import type { LaneWorker } from "./arena-view.model.ts";
import type { Extent } from "./overlay.model.ts";
import type { LaneSize } from "./stage-layout.model.ts";
import type { TimeScale } from "./time-scale.model.ts";

/** About as wide as the note of a kill gets, px. */
const NOTE_PX = 400;

/** What the first lane's own notes cover of the row in which the lines' labels stand. */
export function notesInTopRow(
  lane: LaneWorker | undefined,
  { toX }: TimeScale,
  size: LaneSize,
): readonly Extent[] {
  if (size.barTopPx < 20) return [];
  return (lane?.stays ?? []).flatMap(({ leftHow, leftAtMs }) =>
    leftHow === "killed" && leftAtMs !== null
      ? [{ from: toX(leftAtMs), to: toX(leftAtMs) + NOTE_PX }]
      : [],
  );
}
