import { findingWords } from "#components/words/finding-words.ts";
import { standstillWords } from "#shared/messages/standstill-words.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { lintRun, type AnyFinding } from "#shared/run/lint-run.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { standstillsOf, type Standstill } from "#shared/run/standstill.ts";
import { lintPlan, type FinishOf, type Severity } from "#shared/scenario/lint-plan.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { forecast } from "#simulation/forecast.ts";

/** A note on an arm, in the page's words. */
export interface RaceNote {
  readonly arm: ArmId;
  readonly code: string;
  readonly severity: Severity;
  readonly text: string;
}

const finishForecast: FinishOf = (arm, plan) => forecast(arm, plan).finishMs;

/** Findings that say by themselves why a run can't end. */
const SAYS: Partial<Record<Standstill["why"], AnyFinding["code"]>> = {
  hung: "hung-worker-holds",
  "acks-forgotten": "forgotten-acks",
};

/** What the page would say of each arm: of its settings, and of what happened; last, why it can't end. */
export function raceNotes(
  state: RunState,
  { messages, terminal }: { readonly messages: Messages; readonly terminal: TerminalMessages },
): readonly RaceNote[] {
  const findings = [
    ...(state.scenario ? lintPlan(state.scenario, finishForecast) : []),
    ...lintRun(state),
  ];
  const notes = findings.map((finding) => ({
    arm: finding.arm,
    code: finding.code,
    severity: finding.severity,
    text: findingWords(messages, finding),
  }));
  const endless = standstillsOf(state, state.atMs)
    .filter(({ arm, why }) => !findings.some((one) => one.arm === arm && one.code === SAYS[why]))
    .map((standstill) => ({
      arm: standstill.arm,
      code: standstill.why,
      severity: "warning" as const,
      text: standstillWords(terminal.standstill, standstill),
    }));
  return [...notes, ...endless].toSorted((a, b) => a.arm.localeCompare(b.arm));
}
