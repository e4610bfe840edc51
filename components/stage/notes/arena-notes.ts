import { seconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import { stoodDown } from "#shared/run/completion.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { LaneWorker } from "#components/stage/arena/arena-view.model.ts";
import { workerSentence, type WorkerIncident } from "#components/words/incident-sentence.ts";
import { firstSentence } from "./first-sentence.model.ts";
import { firstRedelivery } from "#components/stage/lane/lane-notes.model.ts";
import { extentOf, type Extent } from "#components/stage/overlay.model.ts";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";
import { textWidth } from "#components/stage/text-width.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

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
  /** Of this arm. */
  readonly incidents: readonly WorkerIncident[];
  readonly scale: TimeScale;
  readonly size: LaneSize;
}

/** Whether lanes are tall enough for words above their bars. */
export function hasNoteRoom({ barTopPx }: LaneSize): boolean {
  return barTopPx >= NOTE_ROOM_PX;
}

interface Wanted extends Pick<ArenaNote, "tone"> {
  readonly atMs: number;
  /** The longest first. */
  readonly words: readonly string[];
}

/** The notes of an arena's lanes, in the longest words that fit; none where lanes are too low. */
export function arenaNotes(
  messages: Messages,
  arm: ArmState,
  lanes: readonly LaneWorker[],
  { incidents, scale, size }: Place,
): readonly ArenaNote[] {
  if (!hasNoteRoom(size)) return [];
  return lanes.flatMap((lane, i) => {
    const y = size.labelsPx + i * size.heightPx + size.barTopPx - 13;
    const own = incidents.filter(({ worker }) => worker === lane.worker);
    const wanted = laneNotes(messages, arm, lane, own).toSorted((a, b) => a.atMs - b.atMs);
    return wanted.flatMap(({ atMs, words, tone }, at) => {
      const x = scale.toX(atMs) + (tone === "lost" ? 6 : 2);
      const next = wanted[at + 1];
      const endX = next ? scale.toX(next.atMs) - 6 : scale.widthPx + 8;
      const text = words.find((word) => x + textWidth(word, FONT_PX) < endX);
      return text === undefined ? [] : [{ key: `${lane.worker}.${at}`, x, y, text, tone }];
    });
  });
}

function laneNotes(
  messages: Messages,
  arm: ArmState,
  { worker, stays, state }: LaneWorker,
  incidents: readonly WorkerIncident[],
): readonly Wanted[] {
  const { lane } = messages.stage;
  const again = firstRedelivery(arm, worker);
  const joinedAtMs = stays[0]?.joinedAtMs ?? 0;
  const home = state !== null && stoodDown(arm, state) ? state.leftAtMs : null;
  return [
    ...incidents.flatMap((incident): Wanted[] => {
      const text = workerSentence(messages, arm, incident);
      if (text === null || incident.atMs === home) return [];
      const { atMs } = incident;
      return [{ atMs, words: [text, firstSentence(text)], tone: toneOf(incident) }];
    }),
    ...(again === null
      ? []
      : [{ atMs: again, words: [lane.redeliveredTo(worker)], tone: "redelivered" as const }]),
    ...(joinedAtMs <= LATE_MS
      ? []
      : [{ atMs: joinedAtMs, words: [lane.joined(seconds(joinedAtMs))], tone: "plain" as const }]),
  ];
}

function toneOf(incident: WorkerIncident): ArenaNote["tone"] {
  const isLoss =
    (incident.type === "worker-left" && incident.how !== "stopped") ||
    incident.type === "ack-refused" ||
    incident.type === "ack-lost" ||
    (incident.type === "rejected" && !incident.requeue);
  return isLoss ? "lost" : "plain";
}

const NOTE_ROOM_PX = 20;

/** What notes cover of a row in which labels of lines stand, by its baseline. */
export function rowExtents(notes: readonly ArenaNote[], rowY: number): readonly Extent[] {
  return notes
    .filter(({ y }) => Math.abs(y - rowY) < ROW_PX)
    .map(({ text, x }) => extentOf(text, x - 7, "start"));
}

const ROW_PX = 12;
