import { seconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { LaneWorker } from "./arena-view.model.ts";
import { firstRedelivery, kills } from "./lane-notes.model.ts";
import { extentOf, type Extent } from "./overlay.model.ts";
import type { LaneSize } from "./stage-layout.model.ts";
import { textWidth } from "./text-width.model.ts";
import type { TimeScale } from "./time-scale.model.ts";

/** Words above a lane's bars, at something that happened there. */
export interface ArenaNote {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly tone: "lost" | "redelivered" | "plain";
}

const FONT_PX = 12;
/** A worker that joins later than this did not just attach at the start. */
const LATE_MS = 1000;

interface Place {
  readonly scale: TimeScale;
  readonly size: LaneSize;
}

/** The notes of an arena's lanes, in the longest words that fit; none where lanes are too low. */
export function arenaNotes(
  { stage }: Messages,
  arm: ArmState,
  lanes: readonly LaneWorker[],
  { scale, size }: Place,
): readonly ArenaNote[] {
  if (size.barTopPx < NOTE_ROOM_PX) return [];
  return lanes.flatMap(({ worker, stays }, i) => {
    const y = size.labelsPx + i * size.heightPx + size.barTopPx - 13;
    const note = (
      kind: string,
      atMs: number,
      { words, tone }: Pick<ArenaNote, "tone"> & { readonly words: readonly string[] },
    ): readonly ArenaNote[] => {
      const x = scale.toX(atMs) + (tone === "lost" ? 6 : 2);
      const text = words.find((word) => x + textWidth(word, FONT_PX) < scale.widthPx + 8);
      return text === undefined ? [] : [{ key: `${worker}.${kind}.${atMs}`, x, y, text, tone }];
    };
    const again = firstRedelivery(arm, worker);
    const joinedAtMs = stays[0]?.joinedAtMs ?? 0;
    return [
      ...kills(arm, stays).flatMap(({ atMs, ack, tasks }) => {
        const cost = ack === "auto" ? stage.lane.killedAuto : stage.lane.killedManual;
        const words = [
          cost(worker, seconds(atMs), tasks),
          stage.lane.killed(worker, seconds(atMs)),
        ];
        return note("kill", atMs, { words, tone: "lost" });
      }),
      ...(again === null
        ? []
        : note("again", again, { words: [stage.lane.redeliveredTo(worker)], tone: "redelivered" })),
      ...(joinedAtMs <= LATE_MS
        ? []
        : note("joined", joinedAtMs, {
            words: [stage.lane.joined(seconds(joinedAtMs))],
            tone: "plain",
          })),
    ];
  });
}

const NOTE_ROOM_PX = 20;

/** What notes cover of the row in which the lines' labels stand. */
export function topRowExtents(notes: readonly ArenaNote[]): readonly Extent[] {
  return notes.filter(({ y }) => y < 24).map(({ text, x }) => extentOf(text, x - 7, "start"));
}
