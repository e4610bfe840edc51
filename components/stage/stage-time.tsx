import type { ReactNode } from "react";
import { useLiveMs, useNowMs } from "#client/time/use-stage-time.ts";
import { useLab } from "#client/use-lab.ts";
import { seconds } from "#components/i18n/format.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { RunState } from "#shared/run/run-state.ts";
import { StageLegend } from "./stage-legend.tsx";
import { plotLeftPx, type StageLayout } from "./stage-layout.model.ts";

interface StageTimeProps {
  readonly layout: StageLayout;
  readonly faults: boolean;
  /** Said on a phone, where the line has no room for its label. */
  readonly boundMs: number | null;
  readonly ruler: ReactNode;
  /** Leads back to now. */
  readonly chip: ReactNode;
}

/** The foot of the stage: what the marks mean, and the clock that all arenas share. */
export function StageTime({ layout, faults, boundMs, ruler, chip }: StageTimeProps) {
  const { stage } = useMessages();
  const phone = layout.mode === "phone";
  if (phone) {
    return (
      <section
        aria-label={stage.ruler.name}
        className="flex-none border-t border-line pt-1.5 pb-2"
        style={{ paddingInline: layout.padPx }}
      >
        <div style={{ paddingLeft: plotLeftPx(layout) }}>{ruler}</div>
        <div className="flex justify-end pt-1 empty:hidden">{chip}</div>
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

/** Less than this behind the run is following it. */
const BEHIND_MS = 150;

/** There while something earlier than now is looked at. */
export function BackToNow({ run }: { readonly run: RunState }) {
  const { ruler } = useMessages().stage;
  const { ask } = useLab();
  const [nowMs, liveMs] = [useNowMs(run), useLiveMs(run)];
  if (liveMs === null || liveMs - nowMs <= BEHIND_MS) return null;
  return (
    <button
      type="button"
      onClick={() => void ask({ type: "to-now" })}
      title={ruler.liveAt(seconds(liveMs))}
      className="flex h-6 flex-none items-center rounded-full border border-control bg-surface px-2.5 text-small font-medium whitespace-nowrap text-ink"
    >
      {ruler.backToNow}
    </button>
  );
}
