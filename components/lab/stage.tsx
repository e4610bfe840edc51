import { useMemo, type KeyboardEvent } from "react";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { inPublicationOrder } from "#shared/scenario/workload.ts";
import { arenaViews, isOver } from "./arena-view.model.ts";
import { Arena } from "./arena.tsx";
import { leadOf } from "./finish.model.ts";
import { RulerScrubber } from "./ruler-scrubber.tsx";
import { rulerLines, type Flag } from "./ruler.model.ts";
import { stageLayout } from "./stage-layout.model.ts";
import { StagePatterns } from "./stage-patterns.tsx";
import { StageTime } from "./stage-time.tsx";
import { strategyKind } from "./strategy-title.model.ts";
import { timeScale } from "./time-scale.model.ts";
import { useElementWidth } from "./use-element-width.ts";

export interface StageProps {
  /** The run at the viewed moment. Its `runId` is null while nothing has been run. */
  readonly run: RunState;
  /** The plan: what the controls show and change, and what is drawn before a run. */
  readonly scenario: Scenario;
  /** At the viewed moment. Arms without an entry show no measures. */
  readonly metrics: ReadonlyMap<ArmId, ArmMetrics>;
  /** The viewed moment, lab time. */
  readonly nowMs: number;
  /** Where the run itself is by now, lab time; `null` without a run. */
  readonly liveMs: number | null;
  /** Right edge of every lane and of the ruler: `timeDomain(…)`. */
  readonly domainMs: number;
  readonly phase: LabPhase;
  /** False for someone who only watches: the controls are there, and say they are the host's. */
  readonly canSteer: boolean;
  /** The metrics drawer is closed: lanes may be taller. */
  readonly roomy?: boolean;
  readonly linkedTask: TaskNumber | null;
  readonly onLinkTask: (task: TaskNumber | null) => void;
  readonly onSeek: (atMs: number) => void;
  /** The pointer let go of the ruler. */
  readonly onSeekEnd: () => void;
  /** "Back to now": follow the run again. */
  readonly onFollow: () => void;
  /** The viewed moment moves to the next (1) or previous (−1) event. */
  readonly onStepEvent?: (direction: 1 | -1) => void;
  readonly onStrategy: (arm: ArmId, strategy: Strategy) => void;
  readonly onAddWorker: (arm: ArmId) => void;
  readonly onRemoveWorker: (arm: ArmId, worker: WorkerId) => void;
  readonly onWorkerSpeed: (arm: ArmId, worker: WorkerId, speed: number) => void;
  readonly onAddArm: () => void;
  readonly onRemoveArm: (arm: ArmId) => void;
}

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
    run.arms.some(({ counts, redeliveries }) => counts.lost + redeliveries > 0);
  const lead = useMemo(() => leadOf(run), [run]);
  const over = run.arms.length > 0 && run.arms.every(isOver);

  return (
    <div data-stage className="flex h-full min-h-0 flex-col bg-surface">
      <StagePatterns />
      <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
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

/** Less than this behind the run is following it. */
const BEHIND_MS = 150;

/** Notes, and the kills that were planned, once they have happened. */
function useRulerFlags(run: RunState): readonly Flag[] {
  const { ruler } = useMessages().stage;
  return useMemo(() => {
    const kills = (run.scenario?.faults ?? []).filter(({ atMs }) => atMs <= run.atMs);
    return [
      ...kills.map(({ atMs, worker }) => ({ atMs, text: ruler.killed(worker) })),
      ...run.notes,
    ];
  }, [run.scenario, run.notes, run.atMs, ruler]);
}

/** Up and Down on a bar go to the lane above or below, across arenas. */
function moveBetweenLanes(event: KeyboardEvent<HTMLElement>) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const lane = (event.target as Element).closest("[data-lane]");
  if (by === undefined || !lane) return;
  const lanes = [...event.currentTarget.querySelectorAll("[data-lane]")].filter((other) =>
    other.querySelector("[data-rove]"),
  );
  const next = lanes[lanes.indexOf(lane) + by];
  event.preventDefault();
  event.stopPropagation();
  next?.querySelector<SVGElement>("[data-rove][tabindex='0']")?.focus();
}
