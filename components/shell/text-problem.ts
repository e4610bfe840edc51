import type { Messages } from "#shared/messages/messages.ts";
import type { TextLimits, TextProblem } from "#shared/scenario/workload.ts";

/** Why a text cannot be a task, and what to do. */
export function textProblem(
  { problems }: Messages["composer"],
  problem: TextProblem,
  limits: TextLimits,
): string {
  switch (problem) {
    case "too-many-dots":
      return problems["too-many-dots"](limits.dots);
    case "too-long":
      return problems["too-long"](limits.textLength);
    case "empty":
    case "control-characters":
      return problems[problem];
  }
}
