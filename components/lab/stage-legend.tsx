import { useMessages } from "#components/i18n/messages-provider.tsx";
import { StateSwatch, type SwatchState } from "./state-swatch.tsx";

interface StageLegendProps {
  /** Tasks may be lost or come back in this run. */
  readonly faults: boolean;
}

/** What the marks mean. */
export function StageLegend({ faults }: StageLegendProps) {
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
    </ul>
  );
}
