import { lazy, Suspense } from "react";
import type { PanelName } from "#client/actions/user-action.ts";
import { READABLE_MS, readableStepMs } from "#client/log/use-measures.ts";
import { useViewedRun, type ViewedRun } from "#client/log/use-viewed-run.ts";
import { useReadableMeasures } from "#client/time/use-stage-time.ts";
import { useLab } from "#client/use-lab.ts";
import { useSeldom } from "#client/use-seldom.ts";
import { useSelected, useStore } from "#client/use-store.ts";
import { useMedia } from "#client/use-media.ts";
import type { CodeView } from "#components/code/code-view.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { useDomain } from "#components/stage/use-domain.ts";

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

interface ResultsPanelProps {
  readonly tab: PanelName;
  readonly codeView: CodeView;
  readonly onCodeView: (view: CodeView) => void;
}

/** What the open tab of the drawer shows. */
export function ResultsPanel(props: ResultsPanelProps) {
  const { tab } = props;
  const inHand = useLab();
  const { scenario, can, ask, connection, log, clock } = inHand;
  const viewed = useViewedRun(inHand);
  const { run, view } = viewed;
  const { shell } = useMessages();
  const { lab } = useStore(connection);
  const isInBrowser = useMedia("all", false);

  switch (tab) {
    case "metrics":
      return (
        <div className="min-h-[144px]">
          {isInBrowser && (
            <Suspense>
              <Metrics viewed={viewed} />
            </Suspense>
          )}
        </div>
      );
    case "log":
      return (
        <div className="h-[220px]">
          <Suspense>
            <LogTab
              events={run.runId === null ? [] : log.events()}
              arms={run.arms.map(({ arm }) => arm)}
              viewedCount={view.following ? log.get().count : log.countAt(view.atMs)}
              following={view.following}
              onSeek={clock.seek}
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
            <Table viewed={viewed} />
          </Suspense>
        </div>
      );
    case "code":
      return (
        <Suspense>
          <CodePanel
            scenario={scenario}
            url={lab?.broker.state === "up" ? lab.broker.url : null}
            canSteer={can("set-strategy")}
            view={props.codeView}
            onView={props.onCodeView}
            onStrategy={(arm, strategy) => void ask({ type: "set-strategy", arm, strategy })}
          />
        </Suspense>
      );
  }
}

interface OfRun {
  readonly viewed: ViewedRun;
}

function Metrics(props: OfRun) {
  const viewed = useSeldom(props.viewed, READABLE_MS);
  const { run } = viewed;
  const { scenario, ticker } = useLab();
  const everyMs = readableStepMs(run);
  const stepMs = useSelected(ticker, ({ nowMs }) => Math.floor(nowMs / everyMs) * everyMs);
  return (
    <MetricPanels
      run={run}
      scenario={scenario}
      metrics={useReadableMeasures(viewed)}
      nowMs={Math.max(stepMs, run.atMs)}
      domainMs={useDomain(viewed)}
    />
  );
}

function Table({ viewed }: OfRun) {
  return <TableTab run={viewed.run} metrics={useReadableMeasures(viewed)} />;
}
