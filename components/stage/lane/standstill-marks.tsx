import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { WorkerState } from "#shared/run/run-state.ts";
import { standstills } from "./lane.model.ts";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";
import { textWidth } from "#components/stage/text-width.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";

interface StandstillsProps {
  readonly stays: readonly WorkerState[];
  readonly nowMs: number;
  readonly scale: TimeScale;
  readonly size: LaneSize;
}

const FONT_PX = 11;

/** Where a worker stood still: its bar is cut, for nothing was done there. */
export function Standstills({ stays, nowMs, scale: { toX }, size }: StandstillsProps) {
  const { chaos } = useMessages();
  const { barTopPx: y, barPx: height } = size;
  return (
    <g aria-hidden="true">
      {standstills(stays).map(({ fromMs, toMs }) => {
        const endMs = toMs ?? Math.max(nowMs, fromMs);
        const [x, width] = [toX(fromMs), toX(endMs) - toX(fromMs)];
        if (width < 1) return null;
        const text = chaos.stoodStill(seconds(endMs - fromMs));
        return (
          <g key={fromMs}>
            <rect className="lane-still" x={x} y={y - 1} width={width} height={height + 2} />
            <path className="lane-still-line" d={`M${x} ${y + height / 2}h${width}`} />
            <path className="lane-still-edge" d={`M${x} ${y - 5}v${height + 10}`} />
            {width > textWidth(text, FONT_PX) + 12 && (
              <text className="lane-still-text" x={x + 7} y={y + height / 2 - 6}>
                {text}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
