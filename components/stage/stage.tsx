import { useMemo, type KeyboardEvent } from "react";
import { recentMeasures } from "#client/log/use-measures.ts";
import { useViewedRun } from "#client/log/use-viewed-run.ts";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { isOver, isSettled } from "#shared/run/completion.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";
import { arenaViews } from "#components/stage/arena/arena-view.model.ts";
import { Arena } from "#components/stage/arena/arena.tsx";
import { RulerScrubber } from "#components/stage/ruler/ruler-scrubber.tsx";
import type { Flag } from "#components/stage/ruler/ruler.model.ts";
import { stageLayout } from "./stage-layout.model.ts";
import type { StageProps } from "./stage-props.ts";
import { StagePatterns } from "./stage-patterns.tsx";
import { BackToNow, StageTime } from "./stage-time.tsx";
import { strategyKind } from "#components/stage/strategy/strategy-title.model.ts";
import { timeScale } from "./time-scale.model.ts";
import { useDomain } from "./use-domain.ts";
import { useElementWidth } from "./use-element-width.ts";
import { useRunDrawing, type RunDrawing } from "./use-run-drawing.ts";

/** Everything between the composer and the tabs: arenas on one clock, and the ruler under them. */
export function Stage(props: StageProps) {
  const lab = useLab();
  const { scenario } = lab;
  const viewed = useViewedRun(lab);
  const { run, isLoading } = viewed;
  const domainMs = useDomain(viewed);
  const { stage } = useMessages();
  const [widthPx, ref] = useElementWidth(1440);
  const planned = useMemo(() => inPublicationOrder(scenario.workload), [scenario.workload]);
  const views = useMemo(() => arenaViews(run, scenario), [run, scenario]);
  // As of the last event: nothing that is taken from them here changes with time alone.
  const metrics = useMemo(() => recentMeasures(run, run.atMs), [run]);
  const drawing = useRunDrawing();
  const flags = useRulerFlags(drawing, run);
  const layout = useMemo(() => stageLayout(widthPx), [widthPx]);
  const scale = useMemo(() => timeScale(domainMs, layout.plotPx), [domainMs, layout.plotPx]);

  const strategies = views.map(({ strategy }) => strategy);
  const boxed =
    scenario.faults.length > 0 ||
    run.arms.some(
      ({ counts, redeliveries, duplicates }) => counts.lost + redeliveries + duplicates > 0,
    );
  const lead = useMemo(() => drawing?.leadOf(run, metrics) ?? null, [drawing, run, metrics]);
  const over = run.arms.length > 0 && run.arms.every((arm) => isOver(arm) && isSettled(arm));

  return (
    <div data-stage className="flex h-full min-h-0 flex-col bg-surface">
      {isLoading && (
        <p role="status" className="px-6 py-1 text-small text-ink-2">
          {stage.pastIsLoading}
        </p>
      )}
      <StagePatterns />
      <div data-arenas className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        <div ref={ref} onKeyDown={moveBetweenLanes}>
          {views.map((view, i) => (
            <Arena
              key={view.arm}
              view={view}
              run={run}
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
            run={run}
            arms={views}
            scale={scale}
            flags={flags}
            phone={layout.mode === "phone"}
          />
        }
        chip={<BackToNow run={run} />}
      />
    </div>
  );
}

/** The lower bound, where it is one for all arenas. */
function commonBoundMs(metrics: ReturnType<typeof recentMeasures>): number | null {
  const bounds = new Set([...metrics.values()].map(({ lowerBoundMs }) => lowerBoundMs));
  const [boundMs] = bounds;
  return bounds.size === 1 ? (boundMs ?? null) : null;
}

/** Notes, and what was done to workers and broker. */
function useRulerFlags(drawing: RunDrawing | null, run: RunState): readonly Flag[] {
  const messages = useMessages();
  return useMemo(
    () =>
      [...(drawing?.incidentFlags(messages, run) ?? []), ...run.notes].sort(
        (a, b) => a.atMs - b.atMs,
      ),
    [drawing, messages, run],
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
