import { fail, ok, type Result } from "../kernel/result.ts";
import type { PlannedTask } from "./scenario.ts";
import { planTask, WORKLOAD_LIMITS, type TextProblem } from "./workload.ts";

export interface LineProblem {
  /** From 1. */
  readonly line: number;
  readonly problem: TextProblem | "too-many-tasks";
}

/** Many tasks pasted at once, one a line, all published at once. Blank lines are skipped. */
export function parseWorkload(
  pasted: string,
  maxTasks: number = WORKLOAD_LIMITS.tasks,
): Result<readonly PlannedTask[], readonly LineProblem[]> {
  const tasks: PlannedTask[] = [];
  const problems: LineProblem[] = [];
  for (const [index, text] of pasted.split(/\r\n|[\n\r]/).entries()) {
    if (text.trim() === "") continue;
    const planned = planTask(text);
    if (!planned.ok) problems.push({ line: index + 1, problem: planned.error });
    else if (tasks.length === maxTasks) {
      problems.push({ line: index + 1, problem: "too-many-tasks" });
      break;
    } else tasks.push(planned.value);
  }
  return problems.length > 0 ? fail(problems) : ok(tasks);
}
