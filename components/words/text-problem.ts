import type { Messages } from "#shared/messages/messages.ts";
import type { LineProblem } from "#shared/scenario/parse-workload.ts";
import { WORKLOAD_LIMITS, type TextLimits, type TextProblem } from "#shared/scenario/workload.ts";

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

/** Which line cannot be a task, why, and what to do. */
export function lineProblem(
  composer: Messages["composer"],
  { line, problem, found = 0 }: LineProblem,
  maxTasks: number,
): string {
  const { lineProblems } = composer;
  switch (problem) {
    case "too-many-tasks":
      return composer.tooManyTasks(found, maxTasks);
    case "bad-seconds":
      return composer.lineProblem(line, lineProblems.seconds(WORKLOAD_LIMITS.serviceMs / 1000));
    case "bad-at":
      return composer.lineProblem(line, lineProblems.at(WORKLOAD_LIMITS.publishAtMs / 1000));
    case "open-quote":
    case "not-json":
      return composer.lineProblem(line, lineProblems[problem]);
    default:
      return composer.lineProblem(line, textProblem(composer, problem, WORKLOAD_LIMITS));
  }
}
