import { NO_TASKS } from "./no-run.ts";
import type { ArmState } from "./run-state.ts";

/**
 * Where an arm's tasks are. published = ready + held + running + done + lost + returned + missing + refused + dead.
 * Messages that went astray are counted once they came back.
 */
export interface Ledger {
  readonly published: number;
  readonly ready: number;
  readonly held: number;
  readonly running: number;
  readonly done: number;
  readonly lost: number;
  readonly returned: number;
  /** Somebody else took them out of the queue, or it let them expire or dropped them. */
  readonly missing: number;
  /** The broker would not take them. */
  readonly refused: number;
  /** Their queue gave them up, and they are among its dead letters. */
  readonly dead: number;
  /** So many of those published are somebody else's. */
  readonly outside: number;
  /** Beside the sum: deliveries flagged redelivered, and tasks finished more than once. */
  readonly redelivered: number;
  readonly duplicates: number;
}

export function ledgerOf(arm: ArmState): Ledger {
  const cameBack = arm.astray.filter(({ returned }) => returned !== null).length;
  return {
    ...arm.counts,
    published: arm.tasks.length + cameBack,
    returned: arm.counts.returned + cameBack,
    outside: arm.outside,
    redelivered: arm.redeliveries,
    duplicates: arm.duplicates,
  };
}

/** Of an arm that is not there yet. */
export const EMPTY_LEDGER: Ledger = {
  ...NO_TASKS,
  published: 0,
  outside: 0,
  redelivered: 0,
  duplicates: 0,
};
