import { editOf, type LabCommand } from "#shared/protocol/lab-command.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

/** One edit of the plan, as the server told of it. */
export interface PlanEntry {
  /** The plan's after it. */
  readonly version: number;
  readonly before: Scenario;
  readonly command: LabCommand;
  /** Whether it was asked for in this browser. */
  readonly isMine: boolean;
}

/** The latest edits of a plan, oldest first. */
export type PlanHistory = readonly PlanEntry[];

const MAX_ENTRIES = 100;

export function remember(history: PlanHistory, entry: PlanEntry): PlanHistory {
  return [...history, entry].slice(-MAX_ENTRIES);
}

export function lastOfMine(history: PlanHistory): PlanEntry | null {
  return history.findLast(({ isMine }) => isMine) ?? null;
}

/** The plan after an edit; as it was, where that can't be done to it. */
export function edited(scenario: Scenario, command: LabCommand): Scenario {
  const result = editOf(scenario, command);
  return result?.ok === true ? result.value : scenario;
}

/**
 * What there would be without one edit: all that came after it is done again.
 *
 * @param version the plan's after that edit.
 * @returns `null` when it is too long ago to know.
 */
export function without(
  history: PlanHistory,
  version: number,
): { readonly history: PlanHistory; readonly scenario: Scenario } | null {
  const at = history.findIndex((entry) => entry.version === version);
  const taken = history[at];
  if (!taken) return null;
  let scenario = taken.before;
  const later = history.slice(at + 1).map((entry): PlanEntry => {
    const before = scenario;
    scenario = edited(before, entry.command);
    return { ...entry, before };
  });
  return { history: [...history.slice(0, at), ...later], scenario };
}
