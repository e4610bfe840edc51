import { lazy, Suspense, useEffect, useState } from "react";
import type { LabSession } from "#client/lab-session.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { useMedia } from "#client/use-media.ts";
import { useStore } from "#client/use-store.ts";
import { FIRST_CODE_VIEW } from "#components/code/code-view.ts";
import { presets, defaultScenario } from "#shared/scenario/presets.ts";
import { removeFault, removeTask } from "#shared/scenario/edit-scenario.ts";
import type { PresetId } from "#shared/scenario/preset.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { AppHeader } from "./app-header.tsx";
import { Banners } from "./banners.tsx";
import { Composer } from "./composer.tsx";
import { Drawer, type DrawerTab } from "./drawer.tsx";
import { LabClock } from "./lab-clock.tsx";
import { LiveRegion } from "./live-region.tsx";
import { FIRST_MANY_DRAFT } from "./many-draft.ts";
import { LoadingLab } from "./loading-lab.tsx";
import { ResultsPanel } from "./results-panel.tsx";
import { SourceBadge } from "./source-badge.tsx";
import { StageHost } from "./stage-host.tsx";
import { Transport } from "./transport.tsx";
import { useKeyActions, type DialogName } from "./use-key-actions.ts";
import { useLabView } from "./use-lab-view.ts";

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

/** The lab's one screen. */
export function OpenLab({ session, isNew, preferences, preferenceStore }: OpenLabProps) {
  const { clock, ticker, plan } = session;
  const view = useLabView(session);
  const { lab, metrics, actions } = view;
  const { link, role } = view.banners;
  const { run, latest, view: moment, isShown, eventCount } = view.viewed;
  const { composer } = useMessages();
  const planned = useStore(plan);
  const isWide = useMedia("(min-width: 1180px)", true);

  const [linkedTask, setLinkedTask] = useState<TaskNumber | null>(null);
  /** `undefined`: as the window's width suggests. */
  const [chosenTab, setTab] = useState<DrawerTab | null | undefined>(undefined);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [codeView, setCodeView] = useState(FIRST_CODE_VIEW);
  const [manyDraft, setManyDraft] = useState(FIRST_MANY_DRAFT);

  const tab = chosenTab === undefined ? (isWide ? "metrics" : null) : chosenTab;
  const scenario = planned.scenario ?? defaultScenario;
  const canSteer = role === "host" || (role === null && isNew);
  const runIsOn = view.isRunOn;

  const loadPreset = (preset: PresetId) => {
    void actions.edit(() => presets[preset]);
  };
  useEffect(() => {
    if (runIsOn && canSteer) preferenceStore.set({ hasRun: true });
  }, [runIsOn, canSteer, preferenceStore]);

  const toggleTab = (wanted: DrawerTab) => {
    setTab(wanted === tab ? null : wanted);
  };

  useKeyActions({
    singleKeys: preferences.singleKeys,
    canSteer,
    scenario,
    run: isShown || runIsOn ? latest : run,
    isRunOn: runIsOn,
    clock,
    actions,
    onPanel: toggleTab,
    onDialog: setDialog,
  });

  const banners = <Banners {...view.banners} />;
  if (planned.scenario === null && !isNew) return <LoadingLab banners={banners} />;

  return (
    <div className="flex min-h-dvh flex-col lg:h-dvh">
      <AppHeader
        scenario={scenario}
        people={lab?.people ?? 1}
        locked={!canSteer || runIsOn}
        canShare={lab !== null}
        onPreset={loadPreset}
        onMany={() => {
          setDialog("many");
        }}
        onHelp={() => {
          setDialog("help");
        }}
        source={<SourceBadge {...view.source} canSteer={canSteer} />}
        transport={
          <Transport
            phase={view.shownPhase}
            speed={lab?.speed ?? 1}
            hasRun={isShown}
            following={moment.following}
            canSteer={canSteer && link.state !== "reconnecting"}
            inviting={view.phase === "idle" && canSteer && !preferences.hasRun}
            actions={actions}
            clock={<LabClock ticker={ticker} isShown={isShown} />}
          />
        }
      />
      <Composer
        scenario={scenario}
        canSteer={canSteer}
        isRunOn={runIsOn}
        linkedTask={linkedTask}
        onLinkTask={setLinkedTask}
        onPush={actions.push}
        onAstray={(mandatory) => {
          actions.publishAstray(composer.astrayText, mandatory);
        }}
        onRemove={(index) => {
          void actions.edit((present) => removeTask(present, index));
        }}
        canUndo={planned.canUndo}
        canRedo={planned.canRedo}
        onUndo={actions.undo}
        onRedo={actions.redo}
        onPreset={loadPreset}
        onMany={() => {
          setDialog("many");
        }}
        onAddFault={actions.addFault}
        onRemoveFault={(index) => {
          void actions.edit((present) => removeFault(present, index));
        }}
      />
      <main className="flex min-h-0 flex-1 flex-col">
        {banners}
        <div className="min-h-0 flex-1">
          <StageHost
            session={session}
            lab={view}
            scenario={scenario}
            canSteer={canSteer}
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
        canSteer={canSteer}
        onDescribe={() => {
          setDialog("describe");
        }}
        onReset={actions.resetAll}
        panel={
          tab !== null && (
            <ResultsPanel
              tab={tab}
              session={session}
              run={run}
              latest={latest}
              metrics={metrics}
              scenario={scenario}
              canSteer={canSteer}
              actions={actions}
              codeView={codeView}
              onCodeView={setCodeView}
            />
          )
        }
      />
      <LiveRegion {...view.live} />
      {dialog !== null && (
        <Suspense>
          <LabDialogs
            dialog={dialog}
            onClose={() => {
              setDialog(null);
            }}
            session={session}
            run={run}
            metrics={metrics}
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
  );
}
