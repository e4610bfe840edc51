import type { LossReason } from "#shared/run-log/loss-reason.ts";
import type { ArmState, TaskState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { outlivesBroker } from "#shared/scenario/queue-settings.ts";

export interface LostTask {
  readonly task: TaskNumber;
  readonly why: LossReason;
}

/**
 * Which of the tasks that should be in the queue are gone, and of what, when a connection is there again, the queue has
 * `messageCount` messages and nobody consumes yet. The broker tells how many, not which. One that restarted lost first
 * what it does not write down; one that stayed, where only the connections went, lost nothing: what is missing never
 * arrived. Of what should have been kept, consumers without acks may have been sent the head, and died before it
 * arrived; where there were none, what was never confirmed goes first, the latest of it: nobody waited to hear that it
 * had come, or was written.
 *
 * @param mayBeSentAhead whether consumers without acks died meanwhile.
 */
export function whatBrokerLost(
  arm: ArmState,
  messageCount: number,
  mayBeSentAhead: boolean,
): readonly LostTask[] {
  const { queue } = arm;
  const waiting = arm.ready.map((task) => arm.tasks.at(task - 1)).filter(isThere);
  const outlives = ({ persistent }: TaskState) =>
    queue !== null && outlivesBroker({ ...queue, persistent });
  const stayed = messageCount > waiting.filter(outlives).length;
  const shouldBeKept = (task: TaskState) => stayed || outlives(task);
  const isSentAhead = (task: TaskState) => mayBeSentAhead && shouldBeKept(task);
  const placeOf = new Map(waiting.map(({ task }, place) => [task, place]));
  const rank = (task: TaskState) =>
    isSentAhead(task) ? (placeOf.get(task.task) ?? 0) : -1 * task.task;
  return waiting
    .toSorted((a, b) => likelihood(b) - likelihood(a) || rank(a) - rank(b))
    .slice(0, Math.max(0, waiting.length - messageCount))
    .map((task): LostTask => ({ task: task.task, why: whyOf(task) }))
    .toSorted((a, b) => a.task - b.task);

  function likelihood(task: TaskState): number {
    if (!shouldBeKept(task)) return 2;
    return isSentAhead(task) || task.confirmed ? 0 : 1;
  }

  function whyOf(task: TaskState): LossReason {
    if (isSentAhead(task)) return "auto-acked-worker-gone";
    return shouldBeKept(task) && !task.confirmed ? "unconfirmed" : "broker-lost-it";
  }
}

function isThere(task: TaskState | undefined): task is TaskState {
  return task !== undefined;
}
