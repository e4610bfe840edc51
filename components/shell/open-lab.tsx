import { lazy, Suspense, useCallback, useEffect, useMemo, useState } from "react";
import type { LabSession } from "#client/lab-session.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { LabContext } from "#client/use-lab.ts";
import { useMedia } from "#client/use-media.ts";
import { useStore } from "#client/use-store.ts";
import { FIRST_CODE_VIEW } from "#components/code/code-view.ts";
import { presets, defaultScenario } from "#shared/scenario/presets.ts";
import { may, type Right, type Role } from "#shared/protocol/rights.ts";
import type { PresetId } from "#shared/scenario/preset.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { AppHeader } from "./app-header.tsx";
import { Composer } from "#components/composer/composer.tsx";
import { Drawer, type DrawerTab } from "#components/results/drawer.tsx";
import { LabClock } from "./lab-clock.tsx";
import type { ManyDraft } from "#components/composer/many-draft.ts";
import { LoadingLab } from "./loading-lab.tsx";
import { ResultsPanel } from "#components/results/results-panel.tsx";
import { SourceBadge } from "./source-badge.tsx";
import { Stage } from "#components/stage/stage.tsx";
import { useRunDrawing } from "#components/stage/use-run-drawing.ts";
import { Transport } from "./transport.tsx";
import { useKeyActions, type DialogName } from "./use-key-actions.ts";
import { useLabView } from "./use-lab-view.ts";

const Banners = lazy(() =>
  import("./banners.tsx").then(({ Banners: banners }) => ({ default: banners })),
);
const LiveRegion = lazy(() =>
  import("./live-region.tsx").then(({ LiveRegion: region }) => ({ default: region })),
);
const LabDialogs = lazy(() =>
  import("./lab-dialogs.tsx").then(({ LabDialogs: dialogs }) => ({ default: dialogs })),
);

interface OpenLabProps {
  readonly session: LabSession;
  /** The lab is being made: it is known to open on the default race. */
  readonly isNew: boolean;
  readonly preferences: Preferences;
  readonly preferenceStore: PreferenceStore;
}

/** Until the server says: who makes a lab is its host. */
const ONE_S_OWN: readonly Role[] = ["host", "viewer"];

/** The lab's one screen. */
export function OpenLab({ session, isNew, preferences, preferenceStore }: OpenLabProps) {
  const { ticker, plan } = session;
  const view = useLabView(session);
  const { lab, actions } = view;
  const { link, roles } = view.banners;
  const { run, latest, view: moment, isShown, eventCount } = view.viewed;
  const { composer } = useMessages();
  const planned = useStore(plan);
  const drawing = useRunDrawing();
  const isWide = useMedia("(min-width: 1180px)", true);

  const [linkedTask, setLinkedTask] = useState<TaskNumber | null>(null);
  /** `undefined`: as the window's width suggests. */
  const [chosenTab, setTab] = useState<DrawerTab | null | undefined>(undefined);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [codeView, setCodeView] = useState(FIRST_CODE_VIEW);
  const [manyDraft, setManyDraft] = useState<ManyDraft | null>(null);

  const tab = chosenTab === undefined ? (isWide ? "metrics" : null) : chosenTab;
  const scenario = planned.scenario ?? defaultScenario;
  const can = useCallback(
    (right: Right) => may(roles ?? (isNew ? ONE_S_OWN : []), right),
    [roles, isNew],
  );
  const canRun = can("run");
  const runIsOn = view.isRunOn;

  const { phase, release } = view;
  const inHand = useMemo(
    () => ({ ...session, scenario, phase, release, isRunOn: runIsOn, can, actions }),
    [session, scenario, phase, release, runIsOn, can, actions],
  );

  const loadPreset = (preset: PresetId) => {
    void actions.send({ type: "set-scenario", scenario: presets[preset] });
  };
  useEffect(() => {
    if (runIsOn && canRun) preferenceStore.set({ hasRun: true });
  }, [runIsOn, canRun, preferenceStore]);

  const toggleTab = (wanted: DrawerTab) => {
    setTab(wanted === tab ? null : wanted);
  };

  const ask = useKeyActions({
    singleKeys: preferences.singleKeys,
    can,
    scenario,
    run: isShown || runIsOn ? latest : run,
    isRunOn: runIsOn,
    clock: session.clock,
    actions,
    onPanel: toggleTab,
    onDialog: setDialog,
  });

  const banners = (
    <Suspense>
      <Banners {...view.banners} />
    </Suspense>
  );
  // One that was made here begins without a run; one that is joined may have one, which is drawn at once or not yet.
  if (!isNew && (planned.scenario === null || drawing === null)) {
    return <LoadingLab banners={banners} />;
  }

  return (
    <LabContext value={inHand}>
      <div className="flex min-h-dvh flex-col lg:h-dvh">
        <AppHeader
          scenario={scenario}
          people={view.people}
          locked={!can("set-scenario") || runIsOn}
          canShare={lab !== null}
          onPreset={loadPreset}
          onMany={() => {
            setDialog("many");
          }}
          ask={ask}
          source={
            <SourceBadge
              {...view.source}
              canRestart={can("restart-broker")}
              canBurst={can("publish-burst")}
            />
          }
          transport={
            <Transport
              phase={view.shownPhase}
              speed={lab?.speed ?? 1}
              hasRun={isShown}
              following={moment.following}
              canSteer={canRun && link.state !== "reconnecting"}
              inviting={view.phase === "idle" && canRun && !preferences.hasRun}
              actions={actions}
              ask={ask}
              clock={<LabClock ticker={ticker} isShown={isShown} />}
            />
          }
        />
        <Composer
          scenario={scenario}
          canSteer={can("push-task")}
          isRunOn={runIsOn}
          linkedTask={linkedTask}
          onLinkTask={setLinkedTask}
          onPush={actions.push}
          onAstray={(mandatory) => {
            actions.publishAstray(composer.astrayText, mandatory);
          }}
          onRemove={(index) => {
            const text = scenario.workload[index]?.text;
            if (text !== undefined) void actions.send({ type: "remove-task", index, text });
          }}
          canUndo={planned.canUndo}
          canRedo={planned.canRedo}
          ask={ask}
          onPreset={loadPreset}
          onMany={() => {
            setDialog("many");
          }}
          onAddFault={(fault) => actions.send({ type: "add-fault", fault })}
          onRemoveFault={(index) => {
            const atMs = scenario.faults[index]?.atMs;
            if (atMs !== undefined) void actions.send({ type: "remove-fault", index, atMs });
          }}
        />
        <main className="flex min-h-0 flex-1 flex-col">
          {banners}
          <div className="min-h-0 flex-1">
            <Stage
              roomy={tab === null && isWide}
              linkedTask={linkedTask}
              onLinkTask={setLinkedTask}
            />
          </div>
        </main>
        <Drawer
          tab={tab}
          onTab={setTab}
          eventCount={isShown ? eventCount : 0}
          canReset={can("reset")}
          ask={ask}
          panel={
            tab !== null && <ResultsPanel tab={tab} codeView={codeView} onCodeView={setCodeView} />
          }
        />
        <Suspense>
          <LiveRegion {...view.live} />
        </Suspense>
        {dialog !== null && (
          <Suspense>
            <LabDialogs
              dialog={dialog}
              onClose={() => {
                setDialog(null);
              }}
              session={session}
              viewed={view.viewed}
              scenario={scenario}
              manyDraft={manyDraft}
              onManyDraft={setManyDraft}
              actions={actions}
              preferences={preferences}
              preferenceStore={preferenceStore}
            />
          </Suspense>
        )}
      </div>
    </LabContext>
  );
}
