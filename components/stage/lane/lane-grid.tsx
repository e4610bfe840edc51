import { memo } from "react";
import { ticks, type TimeScale } from "#components/stage/time-scale.model.ts";

interface LaneGridProps {
  readonly scale: TimeScale;
  readonly heightPx: number;
}

/** Seconds behind an arena's lanes; every numbered one of the ruler a little darker. */
export const LaneGrid = memo(function LaneGrid({ scale, heightPx }: LaneGridProps) {
  return (
    <svg
      className="pointer-events-none absolute top-0 right-0"
      width={scale.widthPx}
      height={heightPx}
      aria-hidden="true"
    >
      {ticks(scale).map(({ atMs, major }) => (
        <line
          key={atMs}
          className={major ? "stroke-grid-5" : "stroke-grid"}
          x1={scale.toX(atMs)}
          x2={scale.toX(atMs)}
          y1={0}
          y2={heightPx}
        />
      ))}
    </svg>
  );
});
