import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { StateSwatch, type SwatchState } from "./state-swatch.tsx";

interface StageLegendProps {
  /** Tasks may be lost or come back in this run. */
  readonly faults: boolean;
  readonly boundMs: number | null;
}

/** What the marks mean. */
export function StageLegend({ faults, boundMs }: StageLegendProps) {
  const { stage } = useMessages();
  const states: readonly SwatchState[] = [
    "ready",
    "held",
    "running",
    "done",
    ...(faults ? (["lost", "redelivered"] as const) : []),
    "idle",
  ];
  return (
    <ul
      aria-label={stage.legend}
      className="flex flex-wrap gap-x-[18px] gap-y-[5px] text-small text-ink-2"
    >
      {states.map((state) => (
        <li key={state} className="flex items-center gap-1.5 whitespace-nowrap">
          <StateSwatch state={state} />
          {stage.state[state]}
        </li>
      ))}
      {boundMs !== null && (
        <li className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden className="h-3 w-3.5 border-r-[1.5px] border-dashed border-ink-2" />
          {stage.overlay.lowerBound(seconds(boundMs))}
        </li>
      )}
    </ul>
  );
}
