import { lazy, Suspense, useMemo } from "react";
import { useWholeSecondMs } from "#client/time/use-stage-time.ts";
import { useLab } from "#client/use-lab.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { CountMismatch } from "#shared/run-log/run-event.ts";
import { lasting, later, moment } from "#shared/kernel/moment.ts";
import { toleranceMs } from "#shared/metrics/tolerance.ts";
import { finishedAtMs, finishOf } from "#shared/run/completion.ts";
import { EMPTY_LEDGER, ledgerOf } from "#shared/run/ledger.ts";
import type { ArmState, RunState } from "#shared/run/run-state.ts";
import type { Standstill } from "#shared/run/standstill.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { ArenaFooter } from "./arena-footer.tsx";
import { ArenaHeader } from "./arena-header.tsx";
import type { ArenaView } from "./arena-view.model.ts";
import type { Lead } from "#components/stage/finish.model.ts";
import { Gates } from "#components/stage/worker/gates.tsx";
import { LaneGrid } from "#components/stage/lane/lane-grid.tsx";
import { QueueBox } from "#components/stage/queue/queue-box.tsx";
import { laneSize, lanesPx, type StageLayout } from "#components/stage/stage-layout.model.ts";
import { strategyName } from "#components/words/strategy-name.ts";
import type { TimeLine } from "#components/stage/stage-overlay.tsx";
import { useRunDrawing, type RunDrawing } from "#components/stage/use-run-drawing.ts";
import type { StageProps } from "#components/stage/stage-props.ts";
import type { StrategyKind } from "#components/stage/strategy/strategy-title.model.ts";
import type { TimeScale } from "#components/stage/time-scale.model.ts";
import { WorkerRow } from "#components/stage/worker/worker-row.tsx";
import { gateState } from "#components/stage/worker/worker-status.model.ts";

/** Few runs have one of these. */
const ArenaBanner = lazy(() =>
  import("./arena-banner.tsx").then(({ ArenaBanner: banner }) => ({ default: banner })),
);
const NobodyThere = lazy(() =>
  import("./nobody-there.tsx").then(({ NobodyThere: nobody }) => ({ default: nobody })),
);
const BurstBar = lazy(() =>
  import("./burst-bar.tsx").then(({ BurstBar: bar }) => ({ default: bar })),
);

interface ArenaProps {
  readonly view: ArenaView;
  /** At the viewed moment. Its `runId` is null while nothing has been run. */
  readonly run: RunState;
  readonly kind: StrategyKind;
  readonly metrics: ArmMetrics | undefined;
  readonly planned: readonly NumberedTask[];
  readonly mismatch: CountMismatch | undefined;
  readonly lead: Lead | null;
  readonly layout: StageLayout;
  /** How many arenas share the stage. */
  readonly arms: number;
  readonly scale: TimeScale;
  /** The ledger is large: tasks may be lost or come back. */
  readonly boxed: boolean;
  /** Every arena is done: now no longer matters where it lies beyond the finish. */
  readonly over: boolean;
  readonly last: boolean;
  readonly stage: StageProps;
}

/** One strategy with its queue and its workers. */
export function Arena(props: ArenaProps) {
  const { view, run, kind, metrics, planned, layout, scale, boxed, stage: lab } = props;
  const { arm: id, state, lanes, strategy } = view;
  const { linkedTask, onLinkTask } = lab;
  const { ask, can } = useLab();
  const canSteer = can("set-strategy");
  const messages = useMessages();
  const { mode } = layout;
  const { arms } = props;
  const [workers, roomy] = [lanes.length, lab.roomy ?? false];
  const size = useMemo(
    () => laneSize({ mode, arms, workers, roomy, boxed }),
    [mode, arms, workers, roomy, boxed],
  );
  const { stage } = messages;

  const ledger = useMemo(() => (state ? ledgerOf(state) : EMPTY_LEDGER), [state]);
  const gates = useMemo(
    () => lanes.map((lane) => ({ worker: lane.worker, state: gateState(lane, state) })),
    [lanes, state],
  );
  const drawing = useRunDrawing();
  const attempts = useMemo(
    () => state && drawing?.attemptsByWorker(state.attempts),
    [drawing, state],
  );
  const incidents = useMemo(() => drawing?.incidentsIn(run, id) ?? [], [drawing, run, id]);
  const notes = useMemo(
    () => (state && drawing?.arenaNotes(messages, state, lanes, { incidents, scale, size })) ?? [],
    [drawing, messages, state, lanes, incidents, scale, size],
  );
  const incident = useMemo(
    () => (state && drawing?.whatItMeant(messages, { run, arm: state, incidents, size })) ?? null,
    [drawing, messages, run, state, incidents, size],
  );
  const standstill = useStandstill(drawing, state, run);
  const brokerDelayMs = useMemo(
    () => (state && drawing?.brokerDelayOf(state, run)) ?? lasting(0),
    [drawing, state, run],
  );
  const total = Math.max(planned.length + ledger.outside, ledger.published);
  const finish = state && finishLine(state);
  const heightPx = lanesPx(size, lanes.length);
  const phone = layout.mode === "phone";
  const { title, detail } = strategyName(messages, kind, strategy);

  return (
    <section
      id={`arena-${id}`}
      data-arm={id}
      tabIndex={-1}
      aria-label={stage.arena(id, title, detail)}
      className="relative outline-none [&+&]:shadow-[inset_0_1px_0_var(--line)]"
      style={{ paddingInline: layout.padPx }}
    >
      <ArenaHeader
        view={view}
        kind={kind}
        ledger={ledger}
        total={total}
        run={run}
        brokerDelayMs={brokerDelayMs}
        standstill={standstill}
        layout={layout}
        plain={lab.plain ?? false}
        bare={(lab.plain ?? false) && arms === 1}
        caption={lab.captions?.[id]}
      />
      {(state?.refusal ?? state?.refusedRedeclare ?? props.mismatch) && (
        <Suspense fallback={null}>
          <ArenaBanner
            refusal={state?.refusal ?? null}
            redeclare={state?.refusedRedeclare ?? null}
            planned={view.plan?.strategy ?? strategy}
            mismatch={props.mismatch}
            canSteer={canSteer}
            onTurnOnDurable={() => {
              const durable = { ...(view.plan?.strategy ?? strategy), durable: true };
              void ask({ type: "set-strategy", arm: id, strategy: durable });
            }}
          />
        </Suspense>
      )}
      {state?.burst && (
        <Suspense fallback={null}>
          <BurstBar arm={id} burst={state.burst} layout={layout} />
        </Suspense>
      )}
      <div className="relative flex" style={{ height: heightPx }}>
        {layout.queuePx > 0 && (
          <>
            <QueueBox
              arm={id}
              state={state}
              planned={planned}
              heightPx={heightPx}
              widthPx={layout.queuePx}
              linkedTask={linkedTask}
              onLink={onLinkTask}
            />
            <Gates gates={gates} widthPx={layout.gatesPx} heightPx={heightPx} size={size} />
          </>
        )}
        <div className="relative min-w-0 flex-1" style={{ paddingTop: size.labelsPx }}>
          {!phone && <LaneGrid scale={scale} heightPx={heightPx} />}
          {lanes.length === 0 && (
            <Suspense fallback={null}>
              <NobodyThere
                durable={strategy.durable}
                canSteer={canSteer}
                onAdd={() => {
                  void ask({ type: "add-worker", arm: id });
                }}
              />
            </Suspense>
          )}
          <div className="relative">
            {lanes.map((lane) => (
              <WorkerRow
                key={lane.worker}
                armId={id}
                arm={state}
                lane={lane}
                attempts={attempts?.get(lane.worker) ?? NO_ATTEMPTS}
                run={run}
                layout={layout}
                size={size}
                scale={scale}
                linkedTask={linkedTask}
                onLink={onLinkTask}
              />
            ))}
          </div>
          {drawing && (
            <drawing.StageOverlay
              scale={scale}
              heightPx={heightPx}
              secondRowY={
                size.detail === "full" && lanes.length > 1
                  ? size.heightPx + size.barTopPx - 13
                  : null
              }
              run={run}
              overAtMs={props.over ? (finish?.atMs ?? null) : null}
              bound={ledger.lost > 0 || !metrics ? null : boundLine(metrics)}
              finish={finish}
              withinMs={toleranceMs(run.speed)}
              lead={props.lead?.arm === id ? props.lead : null}
              guess={lab.guess ?? null}
              notes={notes}
              labelled={!phone}
            />
          )}
        </div>
      </div>
      <ArenaFooter
        view={view}
        standstill={standstill}
        ledger={ledger}
        total={total}
        layout={layout}
        heightPx={size.footerPx}
        boxed={boxed}
        incident={incident}
        last={props.last}
      />
    </section>
  );
}

/** Changes with the log, and when the plan has nothing more to come. */
function useStandstill(
  drawing: RunDrawing | null,
  state: ArmState | null,
  run: RunState,
): Standstill | null {
  const wholeSecondMs = useWholeSecondMs(run);
  return useMemo(
    () =>
      (state && drawing?.standstillOf(state, run, later(run.atMs, moment(wholeSecondMs)))) ?? null,
    [drawing, state, run, wholeSecondMs],
  );
}

function finishLine(arm: ArmState): TimeLine | null {
  const [atMs, forMs] = [finishedAtMs(arm), finishOf(arm)];
  return atMs === null || forMs === null ? null : { atMs, forMs };
}

function boundLine({ lowerBoundAtMs: atMs, lowerBoundMs: forMs }: ArmMetrics): TimeLine | null {
  return atMs === null || forMs === null ? null : { atMs, forMs };
}

const NO_ATTEMPTS = [] as const;
