import { memo } from "react";
import { flagBoxes, type Flag, type RulerLine, type RulerMark } from "./ruler.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

interface RulerMarksProps {
  readonly lines: readonly RulerLine[];
  readonly flags: readonly Flag[];
  readonly scale: TimeScale;
  readonly linePx: number;
}

const TOP_PX = 4;
const MARK_PX = 7;

/** What happened when, one line an arena, and the flags people or faults left. */
export const RulerMarks = memo(function RulerMarks(props: RulerMarksProps) {
  const { lines, flags, scale, linePx } = props;
  return (
    <g aria-hidden="true">
      {lines.map(({ arm, marks }, i) => (
        <g key={arm} transform={`translate(0 ${TOP_PX + i * linePx})`}>
          <text className="ruler-arm" x={-10} y={MARK_PX} textAnchor="end">
            {arm}
          </text>
          {marks.map((mark, at) => (
            <Mark key={at} mark={mark} scale={scale} />
          ))}
        </g>
      ))}
      {flagBoxes(flags, scale).map(({ x, width, text }, i) => (
        <g key={i}>
          <rect className="flag" x={x} y={TOP_PX} width={width} height={18} rx={3} />
          {text !== null && (
            <text className="flag-text" x={x + 7} y={TOP_PX + 13}>
              {text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
});

function Mark({ mark, scale: { toX } }: { readonly mark: RulerMark; readonly scale: TimeScale }) {
  switch (mark.kind) {
    case "idle":
      return (
        <rect
          fill="url(#hatch-idle)"
          x={toX(mark.fromMs)}
          width={Math.max(toX(mark.toMs) - toX(mark.fromMs), 0)}
          height={MARK_PX}
        />
      );
    case "kill": {
      const x = toX(mark.atMs);
      return <path className="ruler-kill" d={`M${x - 3.5} 0l7 7m0-7l-7 7`} />;
    }
    default: {
      const x = toX(mark.atMs);
      return <line className={`ruler-${mark.kind}`} x1={x} x2={x} y1={0} y2={MARK_PX} />;
    }
  }
}
