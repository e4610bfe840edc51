import { Alarms } from "./alarms.ts";
import { noArguments } from "./arguments.ts";
import { Bindings } from "./exchange/bindings.ts";
import type { BrokerEventListener } from "./broker-events.ts";
import { DeadLetters } from "./dead-letters.ts";
import { DirectReplies } from "./channel/direct-replies.ts";
import { Exchanges, type ExchangeDeclaration } from "./exchange/exchanges.ts";
import type { RouterFor } from "./exchange/router-for.ts";
import type { Journal, Recovered } from "./journal.ts";
import type { MemoryGauge } from "./memory-gauge.ts";
import type { Message } from "./message.ts";
import type { VirtualHostDeps } from "./virtual-host-deps.ts";
import type { Publication, PublishOutcome } from "./publication.ts";
import type { Queue } from "./queue/queue.ts";
import type { QueueDeps } from "./queue/queue-deps.ts";
import { DEFAULT_RELEASE, type Release } from "./release.ts";
import { keysOf } from "./exchange/routing.ts";
import { QueueKinds } from "./queue/queue-kinds.ts";
import {
  Queues,
  type Emptied,
  type QueueDeclaration,
  type QueueStatus,
  type Requester,
} from "./queue/queues.ts";

/** RabbitMQ's default. */
const CONSUMER_TIMEOUT_MS = 1_800_000;

export interface QueueCounts {
  readonly ready: number;
  /** Delivered or got, over all channels, and not acknowledged. */
  readonly unacked: number;
  readonly consumers: number;
}

/**
 * The queues, exchanges and bindings of a broker, and what can be asked of them.
 * Every command either does all it says or throws a ChannelError or ConnectionError and does nothing.
 */
export class VirtualHost<Content> implements QueueDeps<Content> {
  readonly name: string;
  readonly release: Release;
  readonly kinds: QueueKinds;
  readonly now: () => number;
  readonly consumerTimeoutMs: number;
  journal: Journal<Content> | undefined;
  readonly alarms: Alarms;
  readonly deadLetters: DeadLetters<Content>;
  readonly bindings: Bindings<Content>;
  events: BrokerEventListener | undefined;
  readonly directReplies = new DirectReplies<Content>(() => this.#deps.newId());
  readonly memory: MemoryGauge | undefined;
  readonly newTurns: VirtualHostDeps<Content>["newTurns"];
  readonly routerFor: RouterFor | undefined;
  readonly #deps: VirtualHostDeps<Content>;
  readonly #queues: Queues<Content>;
  readonly #exchanges: Exchanges<Queue<Content>>;
  #lastMessageId = 0;
  #lastConnection = 0;

  constructor(name: string, deps: VirtualHostDeps<Content>) {
    this.name = name;
    this.release = deps.release ?? DEFAULT_RELEASE;
    this.kinds = new QueueKinds(this.release);
    this.now = deps.now;
    this.consumerTimeoutMs = deps.consumerTimeoutMs ?? CONSUMER_TIMEOUT_MS;
    this.journal = deps.journal;
    this.memory = deps.memory;
    this.newTurns = deps.newTurns;
    this.routerFor = deps.routerFor;
    this.#deps = deps;
    this.alarms = new Alarms(deps.wakeAt ?? (() => undefined));
    this.deadLetters = new DeadLetters({
      ...deps,
      release: this.release,
      hasExchange: (exchange) => exchange === "" || this.#exchanges.find(exchange) !== undefined,
      route: (publication) => {
        this.reply(publication);
        return this.route(publication);
      },
    });
    this.#exchanges = new Exchanges(this);
    this.#queues = new Queues({
      host: name,
      queueDeps: this,
      kinds: this.kinds,
      newName: () => this.generatedName("amq.gen"),
      isReachable: (queue) => this.directReplies.isReachable(queue),
      onRemoved: (queue) => {
        this.#exchanges.unbindAll(queue);
      },
    });
    this.bindings = new Bindings(this.#queues, this.#exchanges);
  }

  /** Takes up what there was when the broker stopped, before anybody comes; from now on `journal` is told. */
  restore(recovered: Recovered<Content>, journal: Journal<Content>): void {
    const { exchanges, queues, bindings, lastMessageId } = recovered;
    for (const exchange of exchanges) this.#exchanges.restore(exchange);
    for (const queue of queues) this.#queues.restore(queue);
    for (const binding of bindings) this.bindings.restore(binding);
    this.#lastMessageId = lastMessageId;
    this.journal = journal;
    for (const queue of this.#queues) queue.proceed();
  }

  /**
   * Gives up all there is: the broker stops, and its last client has gone.
   *
   * @returns ids of the messages kept that have been given to somebody before.
   */
  stop(): readonly number[] {
    this.journal = undefined;
    const delivered: number[] = [];
    for (const queue of this.#queues)
      for (const { stored, redelivered, id } of queue.drain())
        if (stored && redelivered) delivered.push(id);
    return delivered;
  }

  /** @returns "amq.gen-" or "amq.ctag-" and an id of 22 characters. */
  generatedName(prefix: "amq.gen" | "amq.ctag"): string {
    return `${prefix}-${this.#deps.newId()}`;
  }

  /** Calls `then` when all that is awaited is safe; at once if it is. */
  whenSafe(then: () => void): void {
    if (this.journal === undefined) then();
    else this.journal.whenSafe(then);
  }

  /** The same of all that is to survive. */
  whenAllSafe(then: () => void): void {
    if (this.journal === undefined) then();
    else this.journal.whenAllSafe(then);
  }

  /** A message that never was in a queue: a direct reply. */
  unqueued(publication: Publication<Content>): Message<Content> {
    return {
      id: this.newMessageId(),
      publication,
      position: 0,
      redelivered: false,
      deliveryCount: undefined,
      acquiredCount: 0,
      failures: 0,
      expiresAtMs: undefined,
      stored: false,
    };
  }

  newMessageId(): number {
    return ++this.#lastMessageId;
  }

  newConnectionNumber(): number {
    return ++this.#lastConnection;
  }

  declareQueue(by: Requester, declaration: QueueDeclaration): QueueStatus {
    return this.#queues.declare(by, declaration);
  }

  /** Passive declare. Here "" is no queue's name. */
  inspectQueue(by: Requester, name: string): QueueStatus {
    return this.#queues.inspect(by, name);
  }

  /** @returns the queue of this name, for one who may use it. */
  queue(by: Requester, name: string): Queue<Content> {
    return this.#queues.get(by, name);
  }

  /** @returns the queue of this very name, whoever may use it. */
  queueNamed(name: string): Queue<Content> | undefined {
    return this.#queues.find(name);
  }

  /** @returns undefined when there is no such queue. */
  counts(name: string): QueueCounts | undefined {
    const queue = this.#queues.find(name);
    if (queue === undefined) return undefined;
    const { messageCount: ready, unackedCount: unacked, consumerCount: consumers } = queue;
    return { ready, unacked, consumers };
  }

  /** Drops what is ready; unacked messages stay. */
  purgeQueue(by: Requester, name: string): Emptied {
    const queue = this.queue(by, name);
    return { messageCount: queue.purge(), kept: queue.durable };
  }

  /**
   * A queue that doesn't exist counts as deleted.
   *
   * @param answer told before consumers hear of it, and when the journal has.
   */
  deleteQueue(
    by: Requester,
    name: string,
    only: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
    answer: (emptied: Emptied) => void,
  ): void {
    this.#queues.delete(by, name, only, answer);
  }

  declareExchange(declaration: ExchangeDeclaration): void {
    this.#exchanges.declare(declaration);
  }

  /** Passive declare. */
  inspectExchange(name: string): void {
    this.#exchanges.inspect(name);
  }

  /**
   * An exchange that doesn't exist counts as deleted.
   *
   * @returns false when it was there and nothing of it was kept.
   */
  deleteExchange(name: string, only: { readonly ifUnused: boolean }): boolean {
    return this.#exchanges.delete(name, only);
  }

  /** @throws 404 when there is no such exchange, 403 when clients may not publish to it. */
  refuseUnpublishable(exchange: string): void {
    if (exchange !== "") this.#exchanges.refuseUnpublishable(exchange);
  }

  /** Where a publication goes: nowhere if its exchange isn't there. The default exchange takes keys for names of queues. */
  route(publication: Publication<Content>): readonly Queue<Content>[] {
    if (publication.exchange === "") return this.#queues.named(keysOf(publication));
    return this.#exchanges.route(publication, () => {
      return this.#deps.propertiesOf(publication.content).headers ?? noArguments;
    });
  }

  /** Hands a direct reply to whom it is for; what is none goes nowhere. */
  reply(publication: Publication<Content>): void {
    if (publication.exchange !== "" || !this.directReplies.isAwaited) return;
    for (const key of keysOf(publication)) this.directReplies.deliver(key, publication);
  }

  /** @param queues as {@link route} named them. */
  deliver(publication: Publication<Content>, queues: readonly Queue<Content>[]): PublishOutcome {
    let stored = false;
    let refused = false;
    this.deadLetters.hold();
    for (const queue of queues) {
      if (!queue.publish(publication)) refused = true;
      else if (queue.stores(publication)) stored = true;
    }
    this.deadLetters.release();
    return { routed: queues.length, stored, refused };
  }

  /** One of its consumers has gone: an auto-delete queue goes with the last. */
  lostConsumer(queue: Queue<Content>): void {
    if (queue.consumerCount > 0) return;
    if (queue.autoDelete) this.#queues.remove(queue);
    else this.touch(queue);
  }

  deleteQueuesOf(connection: object): void {
    this.#queues.removeOwnedBy(connection);
  }

  /** What time alone brings about; call it when `wakeAt` asks to, or now and then. */
  tick(): void {
    this.alarms.ringDue(this.now());
  }

  /** The queue was used: its x-expires begins again. */
  touch(queue: Queue<Content>): void {
    this.#queues.touch(queue);
  }
}
