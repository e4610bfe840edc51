import { memo } from "react";
import { stoodDown } from "#shared/run/completion.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { LaneWorker } from "#components/stage/arena/arena-view.model.ts";
import type { Bar } from "./lane.model.ts";
import { deaths, downtimes } from "./lane-notes.model.ts";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

interface LaneLinesProps {
  readonly arm: ArmState;
  readonly lane: LaneWorker;
  readonly scale: TimeScale;
  readonly size: LaneSize;
}

/** A line while the worker is there, dotted while it is gone. */
export const Baselines = memo(function Baselines({
  arm,
  lane: { stays, state },
  past,
  scale: { toX, widthPx },
  size,
}: LaneLinesProps & { readonly past: readonly Bar[] }) {
  const midY = size.barTopPx + size.barPx / 2;
  const gone = downtimes(stays, state !== null && stoodDown(arm, state));
  const lostEndMs = past.findLast(({ kind }) => kind === "lost-ahead")?.toMs ?? 0;
  return (
    <g aria-hidden="true">
      {stays.map((stay) => (
        <line
          key={stay.joinedAtMs}
          className="lane-base"
          x1={toX(stay.joinedAtMs)}
          x2={stay.leftAtMs === null || gone.length === 0 ? widthPx : toX(stay.leftAtMs)}
          y1={midY}
          y2={midY}
        />
      ))}
      {gone.map(({ fromMs, toMs }) => (
        <line
          key={fromMs}
          className="lane-down"
          x1={Math.min(toX(Math.max(fromMs, lostEndMs)) + 6, widthPx)}
          x2={toMs === null ? widthPx : toX(toMs)}
          y1={midY}
          y2={midY}
        />
      ))}
    </g>
  );
});

/** Where the worker died. */
export const KillLines = memo(function KillLines({
  lane,
  scale,
  size,
}: Omit<LaneLinesProps, "arm">) {
  return (
    <g aria-hidden="true">
      {deaths(lane.stays).map((atMs) => (
        <line
          key={atMs}
          className="kill-line"
          x1={scale.toX(atMs)}
          x2={scale.toX(atMs)}
          y1={size.barTopPx - 8}
          y2={size.barTopPx + size.barPx + 8}
        />
      ))}
    </g>
  );
});
