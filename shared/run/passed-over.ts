import type { TaskNumber } from "../scenario/scenario.ts";
import type { ArmState } from "./run-state.ts";

/**
 * The tasks that wait, by the log, though one published after them was given out: a queue gives out first what it got
 * first, so it has them no longer. What came back to it has no place in that order, nor what others published.
 *
 * @param outOfTurn these were put into the queue otherwise than in the order of their numbers.
 */
export function passedOver(
  { tasks, ready }: Pick<ArmState, "tasks" | "ready">,
  outOfTurn: ReadonlySet<TaskNumber>,
): readonly TaskNumber[] {
  const inOrder = tasks.toArray().filter(({ task, outside }) => !outside && !outOfTurn.has(task));
  const last = inOrder.findLast(({ attempts }) => attempts > 0)?.task ?? 0;
  return inOrder.flatMap(({ task, attempts }) =>
    task < last && attempts === 0 && ready.has(task) ? [task] : [],
  );
}
