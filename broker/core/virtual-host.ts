import { ChannelError } from "../amqp-error.ts";
import { noArguments, type Arguments } from "./arguments.ts";
import type { Binding } from "./binding.ts";
import { Exchanges, refuseDefault, type ExchangeDeclaration } from "./exchanges.ts";
import { readQueueArguments, refuseOtherArguments } from "./queue-arguments.ts";
import { Queue } from "./queue.ts";
import {
  described,
  notFound,
  refuseInequivalent,
  refuseReserved,
  withoutLineBreaks,
} from "./refusals.ts";

/** What the model needs of the world. */
export interface Ports<Content> {
  /** Milliseconds, never backwards; for x-expires. */
  readonly now: () => number;
  /** A new id, 22 characters: ends generated queue names and consumer tags. */
  readonly newId: () => string;
  /** The headers a headers exchange matches on; asked only when one is published to. */
  readonly headersOf: (content: Content) => Arguments | undefined;
}

/** Who asks: a channel, as far as queues and exchanges care. */
export interface Requester {
  /** Compared by identity: the only one who may use its exclusive queues. */
  readonly connection: object;
  /** Name of the queue last declared on this channel: what the queue name "" stands for. */
  lastQueue: string;
}

export interface QueueDeclaration {
  /** "" asks for a generated one. */
  readonly name: string;
  readonly durable: boolean;
  readonly exclusive: boolean;
  readonly autoDelete: boolean;
  readonly arguments: Arguments;
}

export interface QueueStatus {
  readonly name: string;
  /** Ready only: unacked messages are not counted (FACTS 7.4). */
  readonly messageCount: number;
  readonly consumerCount: number;
}

export interface QueueCounts {
  readonly ready: number;
  /** Delivered or got, over all channels, and not acknowledged. */
  readonly unacked: number;
  readonly consumers: number;
}

export interface BindingRequest {
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

/**
 * The queues, exchanges and bindings of a broker, and what can be asked of them.
 * Every command either does all it says or throws a ChannelError or ConnectionError and does nothing.
 */
export class VirtualHost<Content> {
  readonly name: string;
  readonly #ports: Ports<Content>;
  readonly #queues = new Map<string, Queue<Content>>();
  readonly #exchanges: Exchanges<Queue<Content>>;
  /** When an unused queue with x-expires is to go. */
  readonly #expiryAtMs = new Map<Queue<Content>, number>();

  constructor(name: string, ports: Ports<Content>) {
    this.name = name;
    this.#ports = ports;
    this.#exchanges = new Exchanges(name);
  }

  /** @returns "amq.gen-" or "amq.ctag-" and an id of 22 characters. */
  generatedName(prefix: "amq.gen" | "amq.ctag"): string {
    return `${prefix}-${this.#ports.newId()}`;
  }

  declareQueue(by: Requester, declaration: QueueDeclaration): QueueStatus {
    const name = withoutLineBreaks(declaration.name);
    refuseReserved("queue", name);
    const existing = this.#queues.get(name);
    if (existing !== undefined) this.#refuseOtherQueue(by, declaration, existing);
    const queue =
      existing ??
      this.#createQueue(by, declaration, name === "" ? this.generatedName("amq.gen") : name);
    by.lastQueue = queue.name;
    return this.#statusOf(queue);
  }

  /** Passive declare. Here "" is no queue's name. */
  inspectQueue(by: Requester, name: string): QueueStatus {
    const queue = this.#existing(name);
    this.#refuseStranger(by, queue);
    by.lastQueue = name;
    return this.#statusOf(queue);
  }

  /** @returns the queue of this name, for one who may use it. */
  queue(by: Requester, name: string): Queue<Content> {
    const queue = this.#existing(this.#nameMeant(by, name));
    this.#refuseStranger(by, queue);
    return queue;
  }

  /** @returns undefined when there is no such queue. */
  counts(name: string): QueueCounts | undefined {
    const queue = this.#queues.get(name);
    if (queue === undefined) return undefined;
    const { messageCount: ready, unackedCount: unacked, consumerCount: consumers } = queue;
    return { ready, unacked, consumers };
  }

  bindQueue(by: Requester, request: BindingRequest): void {
    const name = this.#nameMeant(by, request.queue);
    this.#exchanges.bind(request.exchange, () => bindingOf(request, this.queue(by, name)));
  }

  /** No such binding, queue or exchange: no error. */
  unbindQueue(by: Requester, request: BindingRequest): void {
    refuseDefault(request.exchange);
    const queue = this.#queues.get(this.#nameMeant(by, request.queue));
    if (queue === undefined) return;
    this.#refuseStranger(by, queue);
    this.#exchanges.unbind(request.exchange, bindingOf(request, queue));
  }

  /** @returns how many ready messages it dropped; unacked ones stay. */
  purgeQueue(by: Requester, name: string): number {
    return this.queue(by, name).purge();
  }

  /**
   * A queue that doesn't exist counts as deleted.
   *
   * @param answer given the number of ready messages dropped, before consumers hear of it.
   */
  deleteQueue(
    by: Requester,
    name: string,
    only: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
    answer: (messageCount: number) => void,
  ): void {
    const queue = this.#queues.get(this.#nameMeant(by, name));
    if (queue === undefined) {
      answer(0);
      return;
    }
    this.#refuseStranger(by, queue);
    const resource = this.#queueNamed(queue.name);
    if (only.ifUnused && queue.consumerCount > 0) throw new ChannelError(406, `${resource} in use`);
    if (only.ifEmpty && queue.messageCount > 0)
      throw new ChannelError(406, `${resource} not empty`);
    answer(queue.messageCount);
    this.#removeQueue(queue);
  }

  declareExchange(declaration: ExchangeDeclaration): void {
    this.#exchanges.declare(declaration);
  }

  /** Passive declare. */
  inspectExchange(name: string): void {
    this.#exchanges.inspect(name);
  }

  /** An exchange that doesn't exist counts as deleted. */
  deleteExchange(name: string, only: { readonly ifUnused: boolean }): void {
    this.#exchanges.delete(name, only);
  }

  /** The queues a message goes to. The default exchange takes the key for a queue's name. */
  route(exchange: string, routingKey: string, content: Content): readonly Queue<Content>[] {
    if (exchange === "") {
      const queue = this.#queues.get(routingKey);
      return queue === undefined ? [] : [queue];
    }
    return this.#exchanges.route(exchange, routingKey, () => {
      return this.#ports.headersOf(content) ?? noArguments;
    });
  }

  /** One of its consumers has gone: an auto-delete queue goes with the last. */
  lostConsumer(queue: Queue<Content>): void {
    if (queue.consumerCount > 0) return;
    if (queue.autoDelete) this.#removeQueue(queue);
    else this.touch(queue);
  }

  deleteQueuesOf(connection: object): void {
    for (const queue of this.#queues.values()) {
      if (queue.owner === connection) this.#removeQueue(queue);
    }
  }

  /** Deletes the queues unused for as long as their x-expires says; call it now and then. */
  tick(): void {
    const now = this.#ports.now();
    for (const [queue, atMs] of this.#expiryAtMs) {
      if (atMs <= now && queue.consumerCount === 0) this.#removeQueue(queue);
    }
  }

  /** The queue was used: its x-expires begins again. */
  touch(queue: Queue<Content>): void {
    if (queue.expiresMs === undefined) return;
    this.#expiryAtMs.set(queue, this.#ports.now() + queue.expiresMs);
  }

  #createQueue(by: Requester, declaration: QueueDeclaration, name: string): Queue<Content> {
    const { durable, exclusive } = declaration;
    const queue = new Queue<Content>({
      ...declaration,
      name,
      durable: durable && !exclusive,
      owner: exclusive ? by.connection : undefined,
      expiresMs: readQueueArguments(declaration.arguments, this.#queueNamed(name)),
    });
    this.#queues.set(name, queue);
    return queue;
  }

  #refuseOtherQueue(by: Requester, declaration: QueueDeclaration, existing: Queue<Content>): void {
    const { exclusive, autoDelete } = declaration;
    const resource = this.#queueNamed(existing.name);
    this.#refuseStranger(by, existing);
    if (exclusive !== (existing.owner !== undefined)) throw locked(resource);
    const durable = declaration.durable && !exclusive;
    refuseInequivalent("durable", resource, durable, existing.durable);
    refuseInequivalent("auto_delete", resource, autoDelete, existing.autoDelete);
    readQueueArguments(declaration.arguments, resource);
    refuseOtherArguments(declaration.arguments, existing.arguments, resource);
  }

  #removeQueue(queue: Queue<Content>): void {
    this.#queues.delete(queue.name);
    this.#expiryAtMs.delete(queue);
    this.#exchanges.unbindAll(queue);
    queue.delete();
  }

  #statusOf(queue: Queue<Content>): QueueStatus {
    this.touch(queue);
    const { name, messageCount, consumerCount } = queue;
    return { name, messageCount, consumerCount };
  }

  /** "" means the queue the channel declared last. */
  #nameMeant(by: Requester, name: string): string {
    if (name !== "") return name;
    if (by.lastQueue === "") throw new ChannelError(404, "no previously declared queue");
    return by.lastQueue;
  }

  #existing(name: string): Queue<Content> {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw notFound(this.#queueNamed(name));
    return queue;
  }

  #refuseStranger(by: Requester, { owner, name }: Queue<Content>): void {
    if (owner !== undefined && owner !== by.connection) throw locked(this.#queueNamed(name));
  }

  #queueNamed(name: string): string {
    return described("queue", name, this.name);
  }
}

function bindingOf<Content>(
  { queue, routingKey, arguments: args }: BindingRequest,
  destination: Queue<Content>,
): Binding<Queue<Content>> {
  // With the queue left out, an empty key stands for the queue's name.
  const key = queue === "" && routingKey === "" ? destination.name : routingKey;
  return { destination, routingKey: key, arguments: args };
}

function locked(resource: string): ChannelError {
  return new ChannelError(
    405,
    `cannot obtain exclusive access to locked ${resource}. It could be originally declared on another ` +
      "connection or the exclusive property value does not match that of the original declaration.",
  );
}
