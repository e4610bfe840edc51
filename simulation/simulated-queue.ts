import { noArguments, type Argument, type Arguments } from "#broker/core/arguments.ts";
import type { Channel } from "#broker/core/channel/channel.ts";
import { Connection } from "#broker/core/connection.ts";
import { returnsOf, type Message } from "#broker/core/message.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { Consumer } from "#broker/core/queue/consumer.ts";
import type { QueueKind } from "#broker/core/queue/queue-kind.ts";
import type { Turns } from "#broker/core/queue/turns.ts";
import type { Release } from "#broker/core/release.ts";
import { VirtualHost } from "#broker/core/virtual-host.ts";
import { deadLetterArguments, deadQueueOf, keepsDead } from "#shared/scenario/dead-letters.ts";
import {
  declaredLimitOf,
  type AckMode,
  type Prefetch,
  type QueueSettings,
  type QueueType,
  type Strategy,
} from "#shared/scenario/strategy.ts";
import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import { deliveryLimitOf, type DeliveryLimit } from "#workers/machine/delivery-limit.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";

/** Decides who gets the next message. */
export type Dispatcher = Turns<Consumer<NumberedTask>, Message<NumberedTask>>;

/** For a queue of that kind. */
export type NewDispatcher = (kind: QueueKind) => Dispatcher;

type Deliver = (
  deliveryTag: number,
  task: NumberedTask,
  redelivered: boolean,
  returns: ReturnCounts,
) => void;

const QUEUE = "tasks";
const DEAD = deadQueueOf(QUEUE);

interface QueueDeps {
  readonly nowMs: () => number;
  /** `undefined`: as RabbitMQ does it. */
  readonly newDispatcher: NewDispatcher | undefined;
  readonly release: Release;
}

/** The queue of one arm, in the broker's own core: nothing but time is simulated. */
export class SimulatedQueue {
  readonly #host: VirtualHost<NumberedTask>;
  readonly #publisher: Channel<NumberedTask>;
  readonly #queueType: QueueType;
  /** What it drops. */
  readonly limit: DeliveryLimit;
  readonly #tellsAcquired: boolean;
  /** What the broker answered where it would not have the queue. */
  readonly refusal: Refusal | null;

  constructor(settings: QueueSettings, { nowMs, newDispatcher, release }: QueueDeps) {
    const { durable, queueType } = settings;
    this.#host = new VirtualHost("/", {
      release,
      now: nowMs,
      newId: () => "",
      propertiesOf: () => ({}),
      reheaded: (task) => task,
      // The broker's patience is no lab time.
      consumerTimeoutMs: Infinity,
      newTurns: newDispatcher,
    });
    this.#publisher = this.#openChannel(() => undefined);
    this.#queueType = queueType;
    this.limit = deliveryLimitOf(settings, release.quorum);
    this.#tellsAcquired = release.quorum.tellsAcquired;
    this.refusal = refusalOf(() => {
      if (keepsDead(settings)) this.#declare(DEAD, true, noArguments);
      this.#declare(QUEUE, durable, argumentsOf(settings));
    });
  }

  #declare(name: string, durable: boolean, args: Arguments): void {
    const kept = { durable, exclusive: false, autoDelete: false };
    this.#host.declareQueue(this.#publisher, { name, ...kept, arguments: args });
  }

  publish(task: NumberedTask, strategy: Strategy): void {
    this.#publisher.publish(new TaskPublication(task, strategy));
  }

  /** On a channel of a connection of its own. */
  consume(
    consumerTag: string,
    { prefetch, ack }: { readonly prefetch: Prefetch; readonly ack: AckMode },
    deliver: Deliver,
  ): Channel<NumberedTask> {
    const channel = this.#openChannel(deliver);
    channel.qos(prefetch === "unlimited" ? 0 : prefetch, false, () => undefined);
    const request = { queue: QUEUE, consumerTag, noAck: ack === "auto", exclusive: false };
    channel.consume({ ...request, arguments: noArguments }, () => undefined);
    return channel;
  }

  /** Takes all that is ready, as nobody else is there. @returns it in order. */
  drain(): readonly NumberedTask[] {
    return this.#getAll(this.#publisher, true);
  }

  /** The same of its dead letters. */
  drainDead(): readonly NumberedTask[] {
    if (!this.limit.keepsDead) return [];
    return this.#getAll(this.#publisher, true, DEAD);
  }

  /** As after a broker's death: a classic queue does not know what it had given away, a quorum queue does (QQ3). */
  flagAll(): void {
    if (this.#queueType === "quorum") return;
    const channel = this.#openChannel(() => undefined);
    this.#getAll(channel, false);
    channel.close();
  }

  /** Deals out what it may: the dispatcher has changed its mind. */
  proceed(): void {
    this.#host.queueNamed(QUEUE)?.proceed();
  }

  /** As headers tell them (QQ4). */
  #returnsOf(message: Message<NumberedTask>): ReturnCounts {
    const returns = returnsOf(message);
    if (returns === undefined || returns.acquiredCount === 0) return NEVER;
    const { acquiredCount, deliveryCount } = returns;
    return {
      ...(this.#tellsAcquired && { acquiredCount }),
      ...(deliveryCount > 0 && { deliveryCount }),
    };
  }

  #getAll(channel: Channel<NumberedTask>, noAck: boolean, queue = QUEUE): readonly NumberedTask[] {
    const tasks: NumberedTask[] = [];
    for (let got = channel.get(queue, noAck); got; got = channel.get(queue, noAck)) {
      tasks.push(got.message.publication.content);
    }
    return tasks;
  }

  #openChannel(deliver: Deliver): Channel<NumberedTask> {
    return new Connection(this.#host).openChannel({
      facts: { connection: 0, channel: 1, connectionName: "", product: "" },
      canTake: () => true,
      deliver: (_consumerTag, deliveryTag, message) => {
        const { publication, redelivered } = message;
        deliver(deliveryTag, publication.content, redelivered, this.#returnsOf(message));
      },
      returned: () => undefined,
      takesCancel: true,
      cancelled: () => undefined,
      failed: () => undefined,
    });
  }
}

const NEVER: ReturnCounts = {};
const DEFAULT_EXCHANGE = "";
const NO_KEYS: readonly string[] = [];
const LOWEST_PRIORITY = 0;

function argumentsOf(settings: QueueSettings): Arguments {
  const limit = declaredLimitOf(settings);
  return new Map<string, Argument>([
    ["x-queue-type", { type: "longstr", value: settings.queueType }],
    ...(limit === undefined ? [] : [["x-delivery-limit", { type: "long", value: limit }] as const]),
    ...Object.entries(deadLetterArguments(QUEUE, settings)).map(
      ([name, value]) => [name, { type: "longstr", value }] as const,
    ),
  ]);
}

interface Refusal {
  readonly replyCode: number;
  readonly replyText: string;
}

function refusalOf(declare: () => void): Refusal | null {
  try {
    declare();
    return null;
  } catch (error) {
    if (!(error instanceof Error && "replyCode" in error)) throw error;
    return { replyCode: Number(error.replyCode), replyText: error.message };
  }
}

/** A task on its way to the queue. What all have in common is not kept with each: there are many. */
class TaskPublication implements Publication<NumberedTask> {
  readonly content: NumberedTask;
  readonly persistent: boolean;
  readonly awaited: boolean;

  constructor(content: NumberedTask, { persistent, confirms }: Strategy) {
    this.content = content;
    this.persistent = persistent;
    this.awaited = confirms;
  }

  get exchange(): string {
    return DEFAULT_EXCHANGE;
  }

  get routingKey(): string {
    return QUEUE;
  }

  get copyKeys(): readonly string[] {
    return NO_KEYS;
  }

  get priority(): number {
    return LOWEST_PRIORITY;
  }

  get expirationMs(): undefined {
    return undefined;
  }

  get bodyBytes(): number {
    return this.content.text.length;
  }
}
