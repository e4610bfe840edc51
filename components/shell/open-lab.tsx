import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import type { DialogName, PanelName } from "#client/actions/user-action.ts";
import { actionFor, useKeyboard } from "#client/actions/use-keyboard.ts";
import type { LabSession } from "#client/lab-session.ts";
import type { Preferences, PreferenceStore } from "#client/preferences.ts";
import { LabContext, useLabInHand } from "#client/use-lab.ts";
import { useMedia } from "#client/use-media.ts";
import { useSelected } from "#client/use-store.ts";
import { FIRST_CODE_VIEW } from "#components/code/code-view.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import { may, type Right, type Role } from "#shared/protocol/rights.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { AppHeader } from "./app-header.tsx";
import { Composer } from "#components/composer/composer.tsx";
import { Drawer } from "#components/results/drawer.tsx";
import type { ManyDraft } from "#components/composer/many-draft.ts";
import { LoadingLab } from "./loading-lab.tsx";
import { ResultsPanel } from "#components/results/results-panel.tsx";
import { Stage } from "#components/stage/stage.tsx";
import { useRunDrawing } from "#components/stage/use-run-drawing.ts";

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
  const roles = useSelected(session.connection, (snapshot) => snapshot.roles);
  const planned = useSelected(session.plan, ({ scenario }) => scenario);
  const drawing = useRunDrawing();
  const isWide = useMedia("(min-width: 1180px)", true);

  const [linkedTask, setLinkedTask] = useState<TaskNumber | null>(null);
  /** `undefined`: as the window's width suggests. */
  const [chosenTab, setTab] = useState<PanelName | null | undefined>(undefined);
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const [codeView, setCodeView] = useState(FIRST_CODE_VIEW);
  const [manyDraft, setManyDraft] = useState<ManyDraft | null>(null);

  const firstTab = isWide ? "metrics" : null;
  const tab = chosenTab === undefined ? firstTab : chosenTab;
  const can = useCallback(
    (right: Right) => may(roles ?? (isNew ? ONE_S_OWN : []), right),
    [roles, isNew],
  );
  const openPanel = useCallback(
    (wanted: PanelName) => {
      setTab((open) => (wanted === (open === undefined ? firstTab : open) ? null : wanted));
    },
    [firstTab],
  );
  const scenario = planned ?? defaultScenario;
  const lab = useLabInHand(session, { scenario, can, openPanel, openDialog: setDialog });
  const { ask, phase, isRunOn } = lab;
  useKeyboard(preferences.singleKeys, actionFor, (asked) => void ask(asked));

  const canRun = can("run");
  useEffect(() => {
    if (isRunOn && canRun) preferenceStore.set({ hasRun: true });
  }, [isRunOn, canRun, preferenceStore]);

  const banners = (
    <Suspense>
      <Banners />
    </Suspense>
  );
  // One that was made here begins without a run; one that is joined may have one, which is drawn at once or not yet.
  if (!isNew && (planned === null || drawing === null)) {
    return (
      <LabContext value={lab}>
        <LoadingLab banners={banners} />
      </LabContext>
    );
  }

  return (
    <LabContext value={lab}>
      <div className="flex min-h-dvh flex-col lg:h-dvh">
        <AppHeader inviting={phase === "idle" && canRun && !preferences.hasRun} />
        <Composer linkedTask={linkedTask} onLinkTask={setLinkedTask} />
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
          panel={
            tab !== null && <ResultsPanel tab={tab} codeView={codeView} onCodeView={setCodeView} />
          }
        />
        <Suspense>
          <LiveRegion />
        </Suspense>
        {dialog !== null && (
          <Suspense>
            <LabDialogs
              dialog={dialog}
              onClose={() => {
                setDialog(null);
              }}
              manyDraft={manyDraft}
              onManyDraft={setManyDraft}
              preferences={preferences}
              preferenceStore={preferenceStore}
            />
          </Suspense>
        )}
      </div>
    </LabContext>
  );
}
