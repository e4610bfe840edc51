import type { AtMs } from "../kernel/moment.ts";
import { overAtMs } from "../run/completion.ts";
import type { ArmState } from "../run/run-state.ts";
import type { Span } from "./spans.ts";

/**
 * What is measured: from the first publication to the last end, or to `untilMs` while a
 * task is still unsettled or planned. `null` before anything was published.
 */
export function measuredPeriod(arm: ArmState, untilMs: AtMs): Span | null {
  const first = arm.tasks.at(0);
  return first ? { fromMs: first.publishedAtMs, toMs: overAtMs(arm) ?? untilMs } : null;
}
