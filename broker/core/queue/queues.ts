import type { ClientFacts } from "#broker/core/broker-events.ts";
import { ChannelError } from "#broker/amqp-error.ts";
import { Alarm } from "#broker/core/alarms.ts";
import type { Arguments } from "#broker/core/arguments.ts";
import { REPLY_TO_QUEUE } from "#broker/core/channel/direct-replies.ts";
import { checkQueueArguments, refuseOtherArguments } from "./queue-arguments.ts";
import type { QueueKinds } from "./queue-kinds.ts";
import { readQueueSettings } from "./queue-settings.ts";
import type { RecoveredQueue } from "#broker/core/journal.ts";
import { Queue } from "./queue.ts";
import type { QueueProperties } from "./queue-properties.ts";
import type { QueueDeps } from "./queue-deps.ts";
import {
  described,
  noLastQueue,
  notFound,
  refuseInequivalent,
  refuseReserved,
  withoutLineBreaks,
} from "#broker/core/refusals.ts";

/** Who asks: a channel, as far as queues and exchanges care. */
export interface Requester {
  /** Compared by identity: the only one who may use its exclusive queues. */
  readonly connection: object;
  /** Whose consumers hear of what it does after the answer; the same object as theirs. */
  readonly facts: ClientFacts;
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
  /** Ready only: unacked messages are not counted (QU3). */
  readonly messageCount: number;
  readonly consumerCount: number;
}

/** What dropping a queue's ready messages, and perhaps itself, comes to. */
export interface Emptied {
  /** Ready messages dropped. */
  readonly messageCount: number;
  /** False when the queue was there and nothing of it was kept. */
  readonly kept: boolean;
}

interface Deps<Content> {
  /** The virtual host's name, for the texts. */
  readonly host: string;
  readonly queueDeps: QueueDeps<Content>;
  readonly kinds: QueueKinds;
  readonly newName: () => string;
  /** Whether a name that is no queue's, but one of direct replies, is there. */
  readonly isReachable: (name: string) => boolean;
  /** It is no longer found, and about to drop what it holds. */
  readonly onRemoved: (queue: Queue<Content>) => void;
}

/** The queues of a virtual host, by name. */
export class Queues<Content> {
  readonly #deps: Deps<Content>;
  readonly #queues = new Map<string, Queue<Content>>();
  /** Of those with x-expires: rings when the queue was not used for so long. */
  readonly #disuse = new Map<Queue<Content>, Alarm>();

  constructor(deps: Deps<Content>) {
    this.#deps = deps;
  }

  declare(by: Requester, declaration: QueueDeclaration): QueueStatus {
    const name = withoutLineBreaks(declaration.name);
    if (name.startsWith(REPLY_TO_QUEUE)) return this.#replyQueue(by, name);
    refuseReserved("queue", name);
    const existing = this.#queues.get(name);
    if (existing !== undefined) this.#refuseOther(by, declaration, existing);
    const queue = existing ?? this.#create(by, declaration, name);
    by.lastQueue = queue.name;
    return this.#statusOf(queue);
  }

  /** Passive declare. Here "" is no queue's name. */
  inspect(by: Requester, name: string): QueueStatus {
    const meant = withoutLineBreaks(name);
    if (meant.startsWith(REPLY_TO_QUEUE)) return this.#replyQueue(by, meant);
    const queue = this.#existing(meant);
    this.refuseStranger(by, queue);
    by.lastQueue = meant;
    return this.#statusOf(queue);
  }

  /** @returns the queue of this name, for one who may use it. */
  get(by: Requester, name: string): Queue<Content> {
    const queue = this.#existing(this.nameMeant(by, name));
    this.refuseStranger(by, queue);
    return queue;
  }

  /** @returns the queue of this very name, whoever may use it. */
  find(name: string): Queue<Content> | undefined {
    return this.#queues.get(name);
  }

  /** Those of these names that are there. */
  named(names: Iterable<string>): readonly Queue<Content>[] {
    const found: Queue<Content>[] = [];
    for (const name of names) {
      const queue = this.#queues.get(name);
      if (queue !== undefined) found.push(queue);
    }
    return found;
  }

  /**
   * A queue that doesn't exist counts as deleted.
   *
   * @param answer told before its own consumers hear of it, and when the journal has.
   */
  delete(
    by: Requester,
    name: string,
    only: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
    answer: (emptied: Emptied) => void,
  ): void {
    const queue = this.#queues.get(withoutLineBreaks(this.nameMeant(by, name)));
    if (queue === undefined) {
      answer({ messageCount: 0, kept: true });
      return;
    }
    this.refuseStranger(by, queue);
    const resource = this.#described(queue.name);
    queue.kind.refuseConditions(only, resource);
    if (only.ifEmpty && queue.messageCount > 0)
      throw new ChannelError(406, `${resource} not empty`);
    if (only.ifUnused && queue.consumerCount > 0) throw new ChannelError(406, `${resource} in use`);
    const { messageCount, durable: kept } = queue;
    this.#forget(queue);
    queue.delete(by.facts, () => {
      answer({ messageCount, kept });
    });
  }

  remove(queue: Queue<Content>): void {
    this.#forget(queue);
    queue.delete();
  }

  removeOwnedBy(connection: object): void {
    for (const queue of this.#queues.values()) {
      if (queue.owner === connection) this.remove(queue);
    }
  }

  /** The queue was used: its x-expires begins again. */
  touch(queue: Queue<Content>): void {
    const { expiresMs } = queue.settings;
    if (expiresMs === undefined) return;
    const disuse = this.#disuse.get(queue) ?? this.#newDisuse(queue);
    const { alarms, now } = this.#deps.queueDeps;
    alarms.set(disuse, now() + expiresMs);
  }

  /** "" means the queue the channel declared last. */
  nameMeant(by: Requester, name: string): string {
    if (name !== "") return name;
    if (by.lastQueue === "") throw noLastQueue();
    return by.lastQueue;
  }

  /** @throws 405 when it is another connection's exclusive queue. */
  refuseStranger(by: Requester, { owner, name }: Queue<Content>): void {
    if (owner !== undefined && owner !== by.connection) throw locked(this.#described(name));
  }

  /** Takes up a durable queue that was there when the broker stopped. Its x-expires begins again. */
  restore({ messages, ...record }: RecoveredQueue<Content>): Queue<Content> {
    const queue = this.#add({ ...record, durable: true, owner: undefined });
    queue.restore(messages);
    this.touch(queue);
    return queue;
  }

  [Symbol.iterator](): Iterator<Queue<Content>> {
    return this.#queues.values();
  }

  #create(by: Requester, declaration: QueueDeclaration, wanted: string): Queue<Content> {
    const { durable, exclusive } = declaration;
    const { kinds } = this.#deps;
    if (wanted === "") kinds.refuseUnknown(declaration.arguments);
    const kind = kinds.in(declaration.arguments);
    if (wanted === "" && !kind.takesGeneratedNames) {
      throw new ChannelError(406, `Cannot declare a server-named queue for type ${kind.module}`);
    }
    const name = wanted === "" ? this.#deps.newName() : wanted;
    checkQueueArguments(declaration.arguments, this.#described(name), kinds);
    kind.refuseFlags(declaration, this.#described(name));
    const queue = this.#add({
      ...declaration,
      name,
      durable: durable && !exclusive,
      owner: exclusive ? by.connection : undefined,
    });
    if (queue.durable) this.#deps.queueDeps.journal?.queueDeclared(queue);
    return queue;
  }

  #add(properties: Omit<QueueProperties, "settings">): Queue<Content> {
    const kind = this.#deps.kinds.in(properties.arguments);
    const settings = readQueueSettings(properties.arguments, kind);
    const queue = new Queue<Content>({ ...properties, settings }, this.#deps.queueDeps);
    this.#queues.set(queue.name, queue);
    return queue;
  }

  #refuseOther(by: Requester, declaration: QueueDeclaration, existing: Queue<Content>): void {
    const { exclusive, autoDelete } = declaration;
    const resource = this.#described(existing.name);
    this.refuseStranger(by, existing);
    if (exclusive !== (existing.owner !== undefined)) throw locked(resource);
    const durable = declaration.durable && !exclusive;
    refuseInequivalent("durable", resource, durable, existing.durable);
    refuseInequivalent("auto_delete", resource, autoDelete, existing.autoDelete);
    refuseOtherArguments(declaration.arguments, existing, resource, this.#deps.kinds.release);
  }

  /** Names of direct replies can be declared, and are nobody's. */
  #replyQueue(by: Requester, name: string): QueueStatus {
    if (!this.#deps.isReachable(name)) throw notFound(this.#described(name));
    by.lastQueue = name;
    return { name, messageCount: 0, consumerCount: 1 };
  }

  #newDisuse(queue: Queue<Content>): Alarm {
    const disuse = new Alarm(() => {
      if (queue.consumerCount === 0) this.remove(queue);
    });
    this.#disuse.set(queue, disuse);
    return disuse;
  }

  #forget(queue: Queue<Content>): void {
    this.#queues.delete(queue.name);
    this.#forgetDisuse(queue);
    this.#deps.onRemoved(queue);
    if (queue.durable) this.#deps.queueDeps.journal?.queueDeleted(queue.name);
  }

  #forgetDisuse(queue: Queue<Content>): void {
    const disuse = this.#disuse.get(queue);
    if (disuse === undefined) return;
    this.#deps.queueDeps.alarms.cancel(disuse);
    this.#disuse.delete(queue);
  }

  #statusOf(queue: Queue<Content>): QueueStatus {
    this.touch(queue);
    const { name, messageCount, consumerCount } = queue;
    return { name, messageCount, consumerCount };
  }

  #existing(name: string): Queue<Content> {
    const queue = this.#queues.get(name);
    if (queue === undefined) throw notFound(this.#described(name));
    return queue;
  }

  #described(name: string): string {
    return described("queue", name, this.#deps.host);
  }
}

function locked(resource: string): ChannelError {
  return new ChannelError(
    405,
    `cannot obtain exclusive access to locked ${resource}. It could be originally declared on another ` +
      "connection or the exclusive property value does not match that of the original declaration.",
  );
}
