import type { Alarms } from "#broker/core/alarms.ts";
import type { BrokerEventListener } from "#broker/core/broker-events.ts";
import type { DeadLetters } from "#broker/core/dead-letters.ts";
import type { Journal } from "#broker/core/journal.ts";
import type { MemoryGauge } from "#broker/core/memory-gauge.ts";
import type { Message } from "#broker/core/message.ts";
import type { Consumer } from "./consumer.ts";
import type { QueueKind } from "./queue-kind.ts";
import type { Turns } from "./turns.ts";

/** What a queue needs of its virtual host. */
export interface QueueDeps<Content> {
  /** Milliseconds, never backwards. */
  readonly now: () => number;
  readonly alarms: Alarms;
  readonly deadLetters: DeadLetters<Content>;
  readonly newMessageId: () => number;
  /** Whose turn it is; undefined = as RabbitMQ has it. */
  readonly newTurns: ((kind: QueueKind) => Turns<Consumer<Content>, Message<Content>>) | undefined;
  /** Undefined when nothing is to survive. */
  readonly journal: Journal<Content> | undefined;
  /** Undefined when nobody minds. */
  readonly memory: MemoryGauge | undefined;
  /** Undefined while nobody listens. */
  readonly events: BrokerEventListener | undefined;
}
