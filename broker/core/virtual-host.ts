import type { Arguments } from "./arguments.ts";

/** What the model needs of the world. */
export interface Ports<Content> {
  /** Milliseconds, never backwards; for x-expires. */
  readonly now: () => number;
  /** A new id, 22 characters: ends generated queue names and consumer tags. */
  readonly newId: () => string;
  /** The headers a headers exchange matches on; asked only when one is published to. */
  readonly headersOf: (content: Content) => Arguments;
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

export interface ExchangeDeclaration {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: Arguments;
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
  readonly ports: Ports<Content>;

  constructor(name: string, ports: Ports<Content>) {
    this.name = name;
    this.ports = ports;
  }

  declareQueue(_by: Requester, _declaration: QueueDeclaration): QueueStatus {
    throw new Error("not written yet");
  }

  /** Passive declare. */
  inspectQueue(_by: Requester, _name: string): QueueStatus {
    throw new Error("not written yet");
  }

  bindQueue(_by: Requester, _binding: BindingRequest): void {
    throw new Error("not written yet");
  }

  unbindQueue(_by: Requester, _binding: BindingRequest): void {
    throw new Error("not written yet");
  }

  /** @returns how many ready messages it dropped; unacked ones stay. */
  purgeQueue(_by: Requester, _name: string): number {
    throw new Error("not written yet");
  }

  /** @param answer given the number of ready messages dropped, before consumers hear of it. */
  deleteQueue(
    _by: Requester,
    _name: string,
    _only: { readonly ifUnused: boolean; readonly ifEmpty: boolean },
    _answer: (messageCount: number) => void,
  ): void {
    throw new Error("not written yet");
  }

  declareExchange(_declaration: ExchangeDeclaration): void {
    throw new Error("not written yet");
  }

  /** Passive declare. */
  inspectExchange(_name: string): void {
    throw new Error("not written yet");
  }

  deleteExchange(_name: string, _only: { readonly ifUnused: boolean }): void {
    throw new Error("not written yet");
  }

  deleteQueuesOf(_connection: object): void {
    throw new Error("not written yet");
  }

  /**
   * Deletes the queues whose x-expires has run out.
   * @returns when to call again, in the milliseconds of `now`; undefined when no queue will expire.
   * Ask again (with `nextExpiryAtMs`) after commands: a declare may bring a nearer time.
   */
  tick(): number | undefined {
    throw new Error("not written yet");
  }
}
