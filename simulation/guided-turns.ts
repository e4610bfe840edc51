import { LinkedList } from "#broker/core/linked-list.ts";
import type { Message } from "#broker/core/message.ts";
import type { Consumer } from "#broker/core/queue/consumer.ts";
import type { QueueKind } from "#broker/core/queue/queue-kind.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { Dispatcher } from "./simulated-queue.ts";

type TaskConsumer = Consumer<NumberedTask>;

/** Deals as a log tells, as far as it does, and then in turn: whoever it passes over keeps his place. */
export class GuidedTurns implements Dispatcher {
  readonly #turn = new LinkedList<TaskConsumer>();
  readonly #receivers: Map<number, string[]>;
  readonly #blocksAtOnce: boolean;

  /** @param receivers by task, who received it, the first time first. What is dealt is taken out. */
  constructor(receivers: Map<number, string[]>, { blocksAtOnce }: Pick<QueueKind, "blocksAtOnce">) {
    this.#receivers = receivers;
    this.#blocksAtOnce = blocksAtOnce;
  }

  join(consumer: TaskConsumer): void {
    this.#turn.append(consumer);
  }

  leave(consumer: TaskConsumer): void {
    consumer.list?.remove(consumer);
  }

  next({ publication }: Message<NumberedTask>): TaskConsumer | undefined {
    const receivers = this.#receivers.get(publication.content.task);
    const wanted = receivers?.[0];
    for (const consumer of this.#turn) {
      if (!consumer.canTake()) {
        this.#turn.remove(consumer);
        consumer.blocked.append(consumer);
      } else if (wanted === undefined || consumer.tag === wanted) {
        this.#turn.remove(consumer);
        // As in a turn of the broker's own (QQ9).
        const isLast = this.#blocksAtOnce && consumer.isAtLastCredit;
        (isLast ? consumer.blocked : this.#turn).append(consumer);
        receivers?.shift();
        return consumer;
      }
    }
    return undefined;
  }
}
