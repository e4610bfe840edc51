import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { IdleStretch } from "./idle.model.ts";
import { textWidth } from "#components/stage/text-width.model.ts";

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
