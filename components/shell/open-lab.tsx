import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { createLabActions, isRunOn, type ActionProblem } from "#client/lab-actions.ts";
import type { LabSession } from "#client/lab-session.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { READABLE_STEP_MS, useMeasures } from "#client/use-measures.ts";
import { useMedia } from "#client/use-media.ts";
import { useStore } from "#client/use-store.ts";
import { useViewedRun } from "#client/use-viewed-run.ts";
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
  const { connection, clock, ticker, plan } = session;
  const { link, role, lab } = useStore(connection);
  const { composer } = useMessages();
  const planned = useStore(plan);
  const { run, latest, view, isShown, eventCount } = useViewedRun(session);
  const metrics = useMeasures(run, view.following, ticker, READABLE_STEP_MS);
  const isWide = useMedia("(min-width: 1180px)", true);

  const [linkedTask, setLinkedTask] = useState<TaskNumber | null>(null);
  /** `undefined`: as the window's width suggests. */
  const [chosenTab, setTab] = useState<DrawerTab | null | undefined>(undefined);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [codeView, setCodeView] = useState(FIRST_CODE_VIEW);
  const [manyDraft, setManyDraft] = useState(FIRST_MANY_DRAFT);
  const [problem, setProblem] = useState<ActionProblem | null>(null);

  const actions = useMemo(() => createLabActions(session, setProblem), [session]);
  const tab = chosenTab === undefined ? (isWide ? "metrics" : null) : chosenTab;
  const scenario = planned.scenario ?? defaultScenario;
  const phase = lab?.phase ?? "idle";
  const broker = lab?.broker ?? { state: "connecting" };
  const canSteer = role === "host" || (role === null && isNew);
  const runIsOn = isRunOn(lab?.phase);

  const loadPreset = (preset: PresetId) => {
    void actions.edit(() => presets[preset]);
  };
  useEffect(() => {
    if (problem === null) return undefined;
    const timer = setTimeout(() => {
      setProblem(null);
    }, PROBLEM_STAYS_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [problem]);

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

  const banners = (
    <Banners
      link={link}
      broker={broker}
      role={role}
      run={latest}
      eventCount={eventCount}
      problem={problem}
      onDismiss={() => {
        setProblem(null);
      }}
      onReconnect={connection.reconnect}
      actions={actions}
    />
  );
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
        source={
          <SourceBadge
            broker={broker}
            link={link}
            canSteer={canSteer}
            onRestart={actions.restartBroker}
          />
        }
        transport={
          <Transport
            phase={isShown || runIsOn ? phase : "idle"}
            speed={lab?.speed ?? 1}
            hasRun={isShown}
            following={view.following}
            canSteer={canSteer && link.state !== "reconnecting"}
            inviting={phase === "idle" && canSteer && !preferences.hasRun}
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
            ticker={ticker}
            run={run}
            latest={latest}
            isShown={isShown}
            following={view.following}
            scenario={scenario}
            phase={phase}
            isRunOn={runIsOn}
            canSteer={canSteer}
            roomy={tab === null && isWide}
            linkedTask={linkedTask}
            onLinkTask={setLinkedTask}
            onSeek={clock.seek}
            onSeekEnd={NOTHING}
            onFollow={clock.follow}
            onStepEvent={actions.stepView}
            onStrategy={actions.setStrategy}
            onAddWorker={actions.addWorker}
            onActOnWorker={actions.actOnWorker}
            onAddArm={actions.addArm}
            onRemoveArm={actions.removeArm}
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
      <LiveRegion run={latest} metrics={metrics} link={link} broker={broker} />
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

/** Long enough to read two lines twice. */
const PROBLEM_STAYS_MS = 12_000;

const NOTHING = () => undefined;
