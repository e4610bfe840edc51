import type { LossReason } from "#shared/run-log/run-event.ts";
import type { ArmState, TaskState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";

export interface LostTask {
  readonly task: TaskNumber;
  readonly why: LossReason;
}

/**
 * Which of the tasks that should be in the queue are gone, and of what, when the broker came back with
 * `messageCount` messages and nobody consumes yet. The broker tells how many, not which: transient messages are the
 * first to go. Of what a durable queue had written down, consumers without acks may have been sent the head, and died
 * before it arrived; where there were none, what was never confirmed goes first, then the latest.
 *
 * @param mayBeSentAhead whether consumers without acks died with the broker.
 */
export function whatBrokerLost(
  arm: ArmState,
  messageCount: number,
  mayBeSentAhead: boolean,
): readonly LostTask[] {
  const missing = Math.max(0, arm.ready.length - messageCount);
  const isSentAhead = ({ persistent }: TaskState) =>
    mayBeSentAhead && persistent && arm.queue?.durable === true;
  const placeOf = new Map(arm.ready.map((task, place) => [task, place]));
  const rank = (task: TaskState) =>
    isSentAhead(task) ? (placeOf.get(task.task) ?? 0) : -1 * task.task;
  return arm.ready
    .map((task) => arm.tasks.at(task - 1))
    .filter((task) => task !== undefined)
    .toSorted((a, b) => likelihood(b) - likelihood(a) || rank(a) - rank(b))
    .slice(0, missing)
    .map((task): LostTask => {
      const why = isSentAhead(task) ? "auto-acked-worker-gone" : "broker-lost-it";
      return { task: task.task, why };
    })
    .toSorted((a, b) => a.task - b.task);

  function likelihood(task: TaskState): number {
    if (!task.persistent) return 2;
    return isSentAhead(task) || task.confirmed ? 0 : 1;
  }
}
