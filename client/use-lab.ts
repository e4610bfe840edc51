import { createContext, use } from "react";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { Right } from "#shared/protocol/rights.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabActions } from "./actions/lab-actions.ts";
import type { LabSession } from "./lab-session.ts";

/** What every part of a lab's screen may need, and what seldom changes: its run is in `log`, time goes by in `ticker`. */
export interface LabInHand extends LabSession {
  /** The plan: what the controls show and change. */
  readonly scenario: Scenario;
  readonly phase: LabPhase;
  /** Of the broker it runs on; `null` while that is not known. */
  readonly release: BrokerRelease | null;
  /** Then what is done to a worker happens to it; otherwise to the plan. */
  readonly isRunOn: boolean;
  /** Whether whoever looks at it may. */
  readonly can: (right: Right) => boolean;
  readonly actions: LabActions;
}

export const LabContext = createContext<LabInHand | null>(null);

/** @throws Error outside of a `LabContext`. */
export function useLab(): LabInHand {
  const lab = use(LabContext);
  if (lab === null) throw new Error("No lab is in hand here: put a LabContext around it");
  return lab;
}
