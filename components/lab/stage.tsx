import { useMemo, type KeyboardEvent } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { isOver, isSettled } from "#shared/run/completion.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";
import { arenaViews } from "./arena-view.model.ts";
import { Arena } from "./arena.tsx";
import { incidentFlags } from "./incident-flags.ts";
import { leadOf } from "./finish.model.ts";
import { RulerScrubber } from "./ruler-scrubber.tsx";
import { rulerLines, type Flag } from "./ruler.model.ts";
import { stageLayout } from "./stage-layout.model.ts";
import type { StageProps } from "./stage-props.ts";
import { StagePatterns } from "./stage-patterns.tsx";
import { StageTime } from "./stage-time.tsx";
import { strategyKind } from "./strategy-title.model.ts";
import { timeScale } from "./time-scale.model.ts";
import { useElementWidth } from "./use-element-width.ts";

/** Everything between the composer and the tabs: arenas on one clock, and the ruler under them. */
export function Stage(props: StageProps) {
  const { run, scenario, metrics, nowMs, liveMs, domainMs } = props;
  const [widthPx, ref] = useElementWidth(1440);
  const planned = useMemo(() => inPublicationOrder(scenario.workload), [scenario.workload]);
  const views = useMemo(() => arenaViews(run, scenario), [run, scenario]);
  const lines = useMemo(
    () =>
      run.runId === null ? views.map(({ arm }) => ({ arm, marks: [] })) : rulerLines(run, metrics),
    [run, views, metrics],
  );
  const flags = useRulerFlags(run);
  const layout = useMemo(() => stageLayout(widthPx), [widthPx]);
  const scale = useMemo(() => timeScale(domainMs, layout.plotPx), [domainMs, layout.plotPx]);

  const strategies = views.map(({ strategy }) => strategy);
  const boxed =
    scenario.faults.length > 0 ||
    run.arms.some(
      ({ counts, redeliveries, duplicates }) => counts.lost + redeliveries + duplicates > 0,
    );
  const lead = useMemo(() => leadOf(run, metrics), [run, metrics]);
  const over = run.arms.length > 0 && run.arms.every((arm) => isOver(arm) && isSettled(arm));

  return (
    <div data-stage className="flex h-full min-h-0 flex-col bg-surface">
      <StagePatterns />
      <div data-arenas className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        <div ref={ref} onKeyDown={moveBetweenLanes}>
          {views.map((view, i) => (
            <Arena
              key={view.arm}
              view={view}
              kind={strategyKind(view.strategy, strategies)}
              metrics={run.runId === null ? undefined : metrics.get(view.arm)}
              planned={planned}
              mismatch={run.mismatches.find(({ arm }) => arm === view.arm)}
              lead={lead}
              layout={layout}
              arms={views.length}
              scale={scale}
              boxed={boxed}
              over={over}
              last={i === views.length - 1}
              stage={props}
            />
          ))}
        </div>
      </div>
      <StageTime
        layout={layout}
        faults={boxed}
        boundMs={commonBoundMs(metrics)}
        ruler={
          <RulerScrubber
            scale={scale}
            lines={lines}
            flags={flags}
            nowMs={nowMs}
            liveMs={liveMs}
            phone={layout.mode === "phone"}
            onSeek={props.onSeek}
            onSeekEnd={props.onSeekEnd}
            onStepEvent={props.onStepEvent}
          />
        }
        behind={liveMs !== null && liveMs - nowMs > BEHIND_MS ? liveMs : null}
        onFollow={props.onFollow}
      />
    </div>
  );
}

/** The lower bound, where it is one for all arenas. */
function commonBoundMs(metrics: StageProps["metrics"]): number | null {
  const bounds = new Set([...metrics.values()].map(({ lowerBoundMs }) => lowerBoundMs));
  const [boundMs] = bounds;
  return bounds.size === 1 ? (boundMs ?? null) : null;
}

/** Less than this behind the run is following it. */
const BEHIND_MS = 150;

/** Notes, and what was done to workers and broker. */
function useRulerFlags(run: RunState): readonly Flag[] {
  const messages = useMessages();
  return useMemo(
    () => [...incidentFlags(messages, run), ...run.notes].sort((a, b) => a.atMs - b.atMs),
    [messages, run],
  );
}

/** Up and Down in a worker's row go to the one above or below, across arenas. */
function moveBetweenLanes(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const row = (event.target as Element).closest("[data-worker]");
  if (by === undefined || !row || event.defaultPrevented) return;
  if ((event.target as Element).closest("[role='menu']")) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-worker]")];
  const next = rows[rows.findIndex((one) => one === row) + by];
  event.preventDefault();
  event.stopPropagation();
  const bar = next?.querySelector<SVGElement>("[data-lane] [data-rove][tabindex='0']");
  (bar ?? next)?.focus();
}
