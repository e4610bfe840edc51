import type { ReactNode } from "react";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { StageLegend } from "./stage-legend.tsx";
import { plotLeftPx, type StageLayout } from "./stage-layout.model.ts";

interface StageTimeProps {
  readonly layout: StageLayout;
  readonly faults: boolean;
  /** Said on a phone, where the line has no room for its label. */
  readonly boundMs: number | null;
  readonly ruler: ReactNode;
  /** Where the run is, when something earlier is looked at. */
  readonly behind: number | null;
  readonly onFollow: () => void;
}

/** The foot of the stage: what the marks mean, and the clock that all arenas share. */
export function StageTime({ layout, faults, boundMs, ruler, behind, onFollow }: StageTimeProps) {
  const { stage } = useMessages();
  const phone = layout.mode === "phone";
  const chip = behind !== null && (
    <button
      type="button"
      onClick={onFollow}
      title={stage.ruler.liveAt(seconds(behind))}
      className="flex h-6 flex-none items-center rounded-full border border-control bg-surface px-2.5 text-small font-medium whitespace-nowrap text-ink"
    >
      {stage.ruler.backToNow}
    </button>
  );
  if (phone) {
    return (
      <section
        aria-label={stage.ruler.name}
        className="flex-none border-t border-line pt-1.5 pb-2"
        style={{ paddingInline: layout.padPx }}
      >
        <div style={{ paddingLeft: plotLeftPx(layout) }}>{ruler}</div>
        {chip && <div className="flex justify-end pt-1">{chip}</div>}
        <div className="pt-2">
          <StageLegend faults={faults} boundMs={boundMs} />
        </div>
      </section>
    );
  }
  return (
    <section
      aria-label={stage.ruler.name}
      className="flex min-h-[65px] flex-none items-center border-t border-line"
      style={{ paddingInline: layout.padPx }}
    >
      <div
        className="flex flex-none items-center justify-between gap-3 pr-7"
        style={{ width: plotLeftPx(layout) }}
      >
        <StageLegend faults={faults} boundMs={null} />
        {chip}
      </div>
      {ruler}
    </section>
  );
}
