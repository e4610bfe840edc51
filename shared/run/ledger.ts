import type { ArmState } from "./run-state.ts";

/** Where an arm's tasks are. published = ready + held + running + done + lost + returned. */
export interface Ledger {
  readonly published: number;
  readonly ready: number;
  readonly held: number;
  readonly running: number;
  readonly done: number;
  readonly lost: number;
  readonly returned: number;
  /** Beside the sum: deliveries flagged redelivered, and tasks finished more than once. */
  readonly redelivered: number;
  readonly duplicates: number;
}

export function ledgerOf(arm: ArmState): Ledger {
  return {
    published: arm.tasks.length,
    ...arm.counts,
    redelivered: arm.redeliveries,
    duplicates: arm.duplicates,
  };
}
