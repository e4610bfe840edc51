import type { ArmState, TaskState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";

/**
 * Which of the tasks that should be in the queue are gone, when the broker came back with
 * `messageCount` messages and nobody consumes yet. The broker tells how many, not which:
 * transient messages are the first to go, then those it never confirmed, then the latest.
 */
export function whatBrokerLost(arm: ArmState, messageCount: number): readonly TaskNumber[] {
  const missing = Math.max(0, arm.ready.length - messageCount);
  return arm.ready
    .map((task) => arm.tasks.at(task - 1))
    .filter((task) => task !== undefined)
    .toSorted((a, b) => likelihood(b) - likelihood(a) || b.task - a.task)
    .slice(0, missing)
    .map(({ task }) => task)
    .toSorted((a, b) => a - b);
}

function likelihood({ persistent, confirmed }: TaskState): number {
  return (persistent ? 0 : 2) + (confirmed ? 0 : 1);
}
