import { givenUpIn } from "#broker/core/deaths.ts";
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
import {
  deadLetterArguments,
  deadQueueArguments,
  deadQueueOf,
  keepsDead,
} from "#shared/scenario/dead-letters.ts";
import {
  declaredLimitOf,
  type QueueSettings,
  type QueueType,
} from "#shared/scenario/queue-settings.ts";
import type { AckMode, Prefetch, Strategy } from "#shared/scenario/strategy.ts";
import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import { deliveryLimitOf, type DeliveryLimit } from "#workers/machine/delivery-limit.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";

/** Decides who gets the next message. */
export type Dispatcher = Turns<Consumer<NumberedTask>, Message<NumberedTask>>;

/** For a queue of that kind. */
export type NewDispatcher = (kind: QueueKind) => Dispatcher;

/** As it is after a death. */
interface SimulatedTask extends NumberedTask {
  readonly headers?: Arguments;
}

type Deliver = (
  deliveryTag: number,
  task: NumberedTask,
  redelivered: boolean,
  returns: ReturnCounts,
) => void;

const QUEUE = "tasks";

interface QueueDeps {
  readonly nowMs: () => number;
  /** Asks for what time alone brings about. */
  readonly wakeAt: (atMs: number, wake: () => void) => void;
  /** `undefined`: as RabbitMQ does it. */
  readonly newDispatcher: NewDispatcher | undefined;
  readonly release: Release;
}

/** The queue of one arm, in the broker's own core: nothing but time is simulated. */
export class SimulatedQueue {
  readonly #host: VirtualHost<SimulatedTask>;
  readonly #publisher: Channel<SimulatedTask>;
  readonly #queueType: QueueType;
  readonly #deadQueue: string;
  /** What it drops. */
  readonly limit: DeliveryLimit;
  readonly #tellsAcquired: boolean;
  /** What the broker answered where it would not have the queue. */
  readonly refusal: Refusal | null;

  constructor(settings: QueueSettings, deps: QueueDeps) {
    const { nowMs, wakeAt, newDispatcher, release } = deps;
    const { durable, queueType } = settings;
    this.#host = new VirtualHost<SimulatedTask>("/", {
      release,
      now: nowMs,
      newId: () => "",
      propertiesOf: ({ headers }) => (headers ? { headers } : {}),
      reheaded: (task, headers) => ({ ...task, headers }),
      wakeAt: (atMs) => {
        wakeAt(atMs, () => {
          this.expire();
        });
      },
      // The broker's patience is no lab time.
      consumerTimeoutMs: Infinity,
      newTurns: newDispatcher,
    });
    this.#publisher = this.#openChannel(() => undefined);
    this.#queueType = queueType;
    this.#deadQueue = deadQueueOf(QUEUE, settings);
    this.limit = deliveryLimitOf(settings, release.quorum);
    this.#tellsAcquired = release.quorum.tellsAcquired;
    this.refusal = refusalOf(() => {
      if (keepsDead(settings)) {
        this.#declare(this.#deadQueue, true, asArguments(deadQueueArguments(QUEUE, settings)));
      }
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
  ): Channel<SimulatedTask> {
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
    return this.#getAll(this.#publisher, true, this.#deadQueue);
  }

  /** What has waited long enough comes back. */
  expire(): void {
    this.#host.tick();
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
  #returnsOf(message: Message<SimulatedTask>): ReturnCounts {
    const { headers } = message.publication.content;
    const deathCount = headers ? givenUpIn(headers) : 0;
    const returns = returnsOf(message);
    if (returns === undefined || returns.acquiredCount === 0) {
      return deathCount > 0 ? { deathCount } : NEVER;
    }
    const { acquiredCount, deliveryCount } = returns;
    return {
      ...(deathCount > 0 && { deathCount }),
      ...(this.#tellsAcquired && { acquiredCount }),
      ...(deliveryCount > 0 && { deliveryCount }),
    };
  }

  #getAll(channel: Channel<SimulatedTask>, noAck: boolean, queue = QUEUE): readonly NumberedTask[] {
    const tasks: NumberedTask[] = [];
    for (let got = channel.get(queue, noAck); got; got = channel.get(queue, noAck)) {
      tasks.push(got.message.publication.content);
    }
    return tasks;
  }

  #openChannel(deliver: Deliver): Channel<SimulatedTask> {
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
    ...asArguments(deadLetterArguments(QUEUE, settings)),
  ]);
}

function asArguments(args: Readonly<Record<string, string | number>>): Arguments {
  return new Map(
    Object.entries(args).map(([name, value]): [string, Argument] => [
      name,
      typeof value === "number" ? { type: "long", value } : { type: "longstr", value },
    ]),
  );
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
class TaskPublication implements Publication<SimulatedTask> {
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
