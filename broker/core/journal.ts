import type { Arguments } from "./arguments.ts";
import type { ExchangeType } from "./exchange/exchange.ts";
import type { Message } from "./message.ts";

export interface ExchangeRecord {
  readonly name: string;
  readonly type: ExchangeType;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: Arguments;
}

export interface QueueRecord {
  readonly name: string;
  readonly autoDelete: boolean;
  readonly arguments: Arguments;
}

export interface BindingRecord {
  readonly source: string;
  readonly destinationKind: "queue" | "exchange";
  readonly destination: string;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

/**
 * What has to outlive the process: durable exchanges, queues and bindings between them, and the persistent
 * messages in durable queues. Told in the order things happen.
 */
export interface Journal<Content> {
  readonly exchangeDeclared: (exchange: ExchangeRecord) => void;
  /** Its bindings go with it. */
  readonly exchangeDeleted: (name: string) => void;
  readonly queueDeclared: (queue: QueueRecord) => void;
  /** Its messages and bindings go with it. */
  readonly queueDeleted: (name: string) => void;
  readonly bound: (binding: BindingRecord) => void;
  readonly unbound: (binding: BindingRecord) => void;
  /** @param urgent somebody waits for it to be safe. */
  readonly enqueued: (queue: string, message: Message<Content>, urgent: boolean) => void;
  /**
   * Acked, expired, dropped, purged; of one that moves to another queue, told after its arrival there.
   *
   * @param urgent somebody waits for it to be safe.
   */
  readonly gone: (queue: string, messageId: number, urgent: boolean) => void;
  /** A message came back to a queue that counts how often: to its place, with these counts. */
  readonly restated: (queue: string, message: Message<Content>) => void;
  /** Calls `then` when everything urgent told so far is safe; at once if it is. */
  readonly whenSafe: (then: () => void) => void;
  /** The same of everything told so far. */
  readonly whenAllSafe: (then: () => void) => void;
}

/** What there is when a broker starts: what its journal was told before. */
export interface Recovered<Content> {
  readonly exchanges: readonly ExchangeRecord[];
  readonly queues: readonly RecoveredQueue<Content>[];
  readonly bindings: readonly BindingRecord[];
  /** Ids up to this one have been used. */
  readonly lastMessageId: number;
}

export interface RecoveredQueue<Content> extends QueueRecord {
  /** In order of position, as a queue has them that does not count how often its messages come back. */
  readonly messages: readonly Message<Content>[];
}
