import { lazy, Suspense } from "react";
import type { LabActions } from "#client/actions/lab-actions.ts";
import type { LabSession } from "#client/lab-session.ts";
import { READABLE_STEP_MS } from "#client/log/use-measures.ts";
import type { LabInHand } from "#client/use-lab.ts";
import { useSelected, useStore } from "#client/use-store.ts";
import { useMedia } from "#client/use-media.ts";
import type { CodeView } from "#components/code/code-view.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { DrawerTab } from "./drawer.tsx";
import { useDomain, useWholeSecondLive } from "#components/stage/stage-host.tsx";

/** recharts is as large as everything else together: it comes after the first picture. */
const MetricPanels = lazy(() =>
  import("#components/charts/metric-panels.tsx").then(({ MetricPanels: panels }) => ({
    default: panels,
  })),
);
const LogTab = lazy(() => import("./log-tab.tsx").then(({ LogTab: tab }) => ({ default: tab })));
const TableTab = lazy(() =>
  import("./table-tab.tsx").then(({ TableTab: tab }) => ({ default: tab })),
);

const CodePanel = lazy(() =>
  import("#components/code/code-panel.tsx").then(({ CodePanel: panel }) => ({ default: panel })),
);

interface ResultsPanelProps extends Pick<LabInHand, "scenario" | "release"> {
  readonly tab: DrawerTab;
  readonly session: LabSession;
  /** At the viewed moment. */
  readonly run: RunState;
  readonly latest: RunState;
  readonly metrics: ReadonlyMap<ArmId, ArmMetrics>;
  readonly canSteer: boolean;
  readonly actions: LabActions;
  readonly codeView: CodeView;
  readonly onCodeView: (view: CodeView) => void;
}

/** What the open tab of the drawer shows. */
export function ResultsPanel(props: ResultsPanelProps) {
  const { tab, session, run, metrics } = props;
  const { shell } = useMessages();
  const view = useStore(session.clock);
  const { lab } = useStore(session.connection);
  const isInBrowser = useMedia("all", false);

  switch (tab) {
    case "metrics":
      return (
        <div className="min-h-[144px]">
          {isInBrowser && (
            <Suspense>
              <Metrics {...props} />
            </Suspense>
          )}
        </div>
      );
    case "log":
      return (
        <div className="h-[220px]">
          <Suspense>
            <LogTab
              events={run.runId === null ? [] : session.log.events()}
              arms={run.arms.map(({ arm }) => arm)}
              viewedCount={
                view.following ? session.log.get().count : session.log.countAt(view.atMs)
              }
              following={view.following}
              onSeek={session.clock.seek}
            />
          </Suspense>
        </div>
      );
    case "table":
      return (
        <div
          tabIndex={0}
          role="region"
          aria-label={shell.drawer.table}
          className="h-[220px] overflow-auto focus-visible:-outline-offset-2"
        >
          <Suspense>
            <TableTab run={run} metrics={metrics} />
          </Suspense>
        </div>
      );
    case "code":
      return (
        <Suspense>
          <CodePanel
            scenario={props.scenario}
            url={lab?.broker.state === "up" ? lab.broker.url : null}
            canSteer={props.canSteer}
            view={props.codeView}
            onView={props.onCodeView}
            onStrategy={props.actions.setStrategy}
          />
        </Suspense>
      );
  }
}

function Metrics({ session, run, latest, metrics, scenario, release }: ResultsPanelProps) {
  const isShown = run.runId !== null;
  const stepMs = useSelected(
    session.ticker,
    ({ nowMs }) => Math.floor(nowMs / READABLE_STEP_MS) * READABLE_STEP_MS,
  );
  const liveMs = useWholeSecondLive(session.ticker);
  const domainMs = useDomain(
    { scenario, release },
    isShown ? latest : run,
    isShown ? liveMs : null,
  );
  return (
    <MetricPanels
      run={run}
      scenario={scenario}
      metrics={metrics}
      nowMs={Math.max(stepMs, run.atMs)}
      domainMs={domainMs}
    />
  );
}
