import type { ReactNode } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import type { IdleStretch } from "./idle.model.ts";
import type { Kill } from "./lane-notes.model.ts";
import { textWidth } from "./text-width.model.ts";
import type { TimeScale } from "./time-scale.model.ts";

interface IdleMarkProps {
  readonly stretch: IdleStretch;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  /** Only the shortest words. */
  readonly short: boolean;
}

const FONT_PX = 12;
const PLATE_PAD_PX = 16;
/** The plate keeps this far from the left edge, so that it stands still while the hatch grows. */
const PLATE_LEFT_PX = 10;

/** Idle while work waits: hatched, with the longest words that fit. */
export function IdleMark({ stretch, x, width, top, height, short }: IdleMarkProps) {
  const { stage } = useMessages();
  const idleS = seconds(stretch.toMs - stretch.fromMs);
  const longest = stretch.open
    ? stage.lane.idleWaits(idleS, stretch.waiting)
    : stretch.waitedAt === null
      ? stage.lane.idleQueue(idleS)
      : stage.lane.idleAt(idleS, stretch.waitedAt);
  const words = short
    ? [stage.lane.idle(idleS), stage.lane.idleBare(idleS)]
    : [longest, stage.lane.idle(idleS), stage.lane.idleBare(idleS)];
  const plateWidth = (text: string) => textWidth(text, FONT_PX) + PLATE_PAD_PX;
  const left = short ? 3 : PLATE_LEFT_PX;
  const text = words.find((word) => width > plateWidth(word) + left - 4);
  const inset = height >= 34 ? 4 : 2;
  const midY = top + height / 2;

  return (
    <>
      <rect
        className="lane-idle"
        x={x + 1}
        y={top + inset}
        width={Math.max(width - 2, 0.5)}
        height={height - 2 * inset}
        rx={3}
      />
      {text !== undefined && (
        <>
          <rect
            className="lane-plate"
            x={x + left}
            y={midY - Math.min(11, height / 2 - 1)}
            width={Math.min(plateWidth(text), width - left - 2)}
            height={Math.min(22, height - 2)}
            rx={3}
          />
          <text
            className="lane-idle-text"
            x={x + left + plateWidth(text) / 2}
            y={midY + 4.3}
            textAnchor="middle"
          >
            {text}
          </text>
        </>
      )}
    </>
  );
}

interface KillMarksProps {
  readonly worker: WorkerId;
  readonly kills: readonly Kill[];
  readonly scale: TimeScale;
  readonly top: number;
  readonly height: number;
  readonly noted: boolean;
}

/** A line where a worker was killed, and what it cost, in the longest words that fit. */
export function KillMarks({ worker, kills, scale, top, height, noted }: KillMarksProps) {
  const { stage } = useMessages();
  return kills.map((kill) => {
    const x = scale.toX(kill.atMs);
    const atS = seconds(kill.atMs);
    const cost = kill.ack === "auto" ? stage.lane.killedAuto : stage.lane.killedManual;
    const words = [cost(worker, atS, kill.tasks), stage.lane.killed(worker, atS)];
    const text = words.find((word) => x + 6 + textWidth(word, FONT_PX) < scale.widthPx + 8);
    return (
      <g key={kill.atMs}>
        <line className="kill-line" x1={x} x2={x} y1={top - 8} y2={top + height + 8} />
        {noted && text !== undefined && (
          <NoteText x={x + 6} y={top - 12} tone="lost">
            {text}
          </NoteText>
        )}
      </g>
    );
  });
}

interface NoteTextProps {
  readonly x: number;
  readonly y: number;
  readonly tone?: "lost" | "redelivered";
  readonly children: ReactNode;
}

export function NoteText({ x, y, tone, children }: NoteTextProps) {
  return (
    <text className={`note-text ${tone === undefined ? "" : `note-${tone}`}`} x={x} y={y}>
      {children}
    </text>
  );
}
