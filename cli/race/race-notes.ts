import { findingWords } from "#components/words/finding-words.ts";
import type { AtMs } from "#shared/kernel/moment.ts";
import type { Messages } from "#shared/messages/messages.ts";
import { releaseOf } from "#shared/run-log/broker-release.ts";
import { lintRun } from "#shared/run/lint-run.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { standstillOf } from "#shared/run/standstill.ts";
import { lintPlan, type FinishOf, type Severity } from "#shared/scenario/lint-plan.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import { forecast } from "#simulation/forecast.ts";
import { unawaitedOn } from "#simulation/unawaited.ts";

/** A note on an arm, in the page's words. */
export interface RaceNote {
  readonly arm: ArmId;
  readonly code: string;
  readonly severity: Severity;
  readonly text: string;
}

/**
 * What the page would say of each arm: of its settings, of what happened, and why it can't end.
 *
 * @param nowMs the moment looked at, no earlier than the run's last event.
 */
export function raceNotes(state: RunState, nowMs: AtMs, messages: Messages): readonly RaceNote[] {
  const { scenario, broker } = state;
  const release = broker && releaseOf(broker);
  const finishOf: FinishOf = (arm, plan) => forecast(arm, plan, release).finishMs;
  const findings = [
    ...(scenario ? lintPlan(scenario, finishOf, unawaitedOn(release)) : []),
    ...state.arms.flatMap((arm) => lintRun(arm, standstillOf(arm, state, nowMs))),
  ];
  return findings
    .map((finding) => ({
      arm: finding.arm,
      code: finding.code,
      severity: finding.severity,
      text: findingWords(messages, finding),
    }))
    .toSorted((a, b) => a.arm.localeCompare(b.arm));
}
