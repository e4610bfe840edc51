import { createContext, use, useMemo } from "react";
import { isRunOn as isOn, type LabPhase } from "#shared/protocol/lab-state.ts";
import type { Right } from "#shared/protocol/rights.ts";
import { releaseOf, type BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { perform } from "./actions/use-keyboard.ts";
import type { Page, Seen } from "./actions/user-action.ts";
import type { Asked } from "./actions/user-actions.ts";
import type { LabSession } from "./lab-session.ts";
import type { LabConnection } from "./connection/lab-connection.ts";
import type { Plan } from "./plan/plan.ts";
import { useSelected, useStore } from "./use-store.ts";

/** What every part of a lab's screen may need, and what seldom changes: its run is in `log`, time goes by in `ticker`. */
export interface LabInHand extends Omit<LabSession, "connection" | "plan">, Seen {
  /** Nothing is sent here but by asking for it. */
  readonly connection: Omit<LabConnection, "send">;
  readonly plan: Omit<Plan, "send">;
  /** The plan: what the controls show and change. */
  readonly scenario: Scenario;
  readonly phase: LabPhase;
  /** Of the broker it runs on; `null` while that is not known. */
  readonly release: BrokerRelease | null;
  /** Does what a person asks for. @returns whether it was done. */
  readonly ask: (asked: Asked) => Promise<boolean>;
}

export const LabContext = createContext<LabInHand | null>(null);

/** @throws Error outside of a `LabContext`. */
export function useLab(): LabInHand {
  const lab = use(LabContext);
  if (lab === null) throw new Error("No lab is in hand here: put a LabContext around it");
  return lab;
}

interface Screen extends Pick<Page, "openPanel" | "openDialog"> {
  readonly scenario: Scenario;
  /** What whoever looks at this screen may do there. */
  readonly can: (right: Right) => boolean;
}

/** A session as a screen has it in hand: for the `LabContext` around that screen. */
export function useLabInHand(session: LabSession, screen: Screen): LabInHand {
  const { scenario, can, openPanel, openDialog } = screen;
  const { link, lab } = useStore(session.connection);
  const { isNew, canUndo, canRedo } = useStore(session.plan);
  const hasLog = useSelected(session.log, ({ runId }) => runId !== null);
  const isFollowing = useSelected(session.clock, ({ following }) => following);
  const { phase, broker } = lab ?? { phase: "idle", broker: null };
  const isOffline = link.state === "reconnecting";
  const release = broker?.state === "up" ? releaseOf(broker.identity) : null;

  return useMemo(() => {
    const isRunOn = isOn(phase);
    const hasRun = hasLog && !isNew;
    return {
      ...session,
      ...{ scenario, can, phase, release, isRunOn, hasRun, isFollowing, isOffline },
      ...{ canUndo, canRedo },
      shownPhase: hasRun || isRunOn ? phase : "idle",
      ask: (asked) => perform({ ...session, can, document, openPanel, openDialog }, asked),
    };
  }, [
    session,
    scenario,
    can,
    openPanel,
    openDialog,
    phase,
    release,
    hasLog,
    isNew,
    isFollowing,
    isOffline,
    canUndo,
    canRedo,
  ]);
}
