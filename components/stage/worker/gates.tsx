import { memo } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { WorkerId } from "#shared/scenario/scenario.ts";
import type { LaneSize } from "#components/stage/stage-layout.model.ts";
import type { GateState } from "./worker-status.model.ts";

interface GatesProps {
  readonly gates: readonly { readonly worker: WorkerId; readonly state: GateState }[];
  readonly widthPx: number;
  readonly heightPx: number;
  readonly size: LaneSize;
}

/** The wire from the queue to each worker, and whether the broker would send a task along it. */
export const Gates = memo(function Gates({ gates, widthPx, heightPx, size }: GatesProps) {
  const { gate } = useMessages().stage;
  const endX = widthPx - 6;
  return (
    <svg
      className="flex-none overflow-visible"
      width={widthPx}
      height={heightPx}
      role="img"
      aria-label={gates.map(({ worker, state }) => gate[state](worker)).join(", ")}
    >
      {gates.map(({ worker, state }, i) => {
        const y = size.labelsPx + size.heightPx * i + size.barTopPx + size.barPx / 2;
        return (
          <g key={worker}>
            <path
              className={`gate-wire ${state === "dead" ? "gate-wire-dead" : ""}`}
              d={`M0 ${heightPx / 2}H8V${y}H${state === "dead" ? endX - 8 : endX}`}
            />
            {state === "open" && (
              <path className="gate-wire" d={`M${endX - 1} ${y - 3.5}l4.5 3.5-4.5 3.5`} />
            )}
            {state === "full" && <path className="gate-bar" d={`M${endX + 3} ${y - 8}v16`} />}
            {state === "dead" && (
              <path className="gate-cross" d={`M${endX - 7} ${y - 4}l8 8m0-8l-8 8`} />
            )}
          </g>
        );
      })}
    </svg>
  );
});
