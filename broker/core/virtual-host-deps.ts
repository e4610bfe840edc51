import type { Arguments } from "./arguments.ts";
import type { RouterFor } from "./exchange/router-for.ts";
import type { Journal } from "./journal.ts";
import type { MemoryGauge } from "./memory-gauge.ts";
import type { Message } from "./message.ts";
import type { Release } from "./release.ts";
import type { Consumer } from "./queue/consumer.ts";
import type { QueueKind } from "./queue/queue-kind.ts";
import type { Turns } from "./queue/turns.ts";

/** The properties of a message the model looks at, beyond those in its publication. */
export interface ContentProperties {
  readonly headers?: Arguments;
  readonly expiration?: string;
}

/** What the model needs of the world. */
export interface VirtualHostDeps<Content> {
  /** Which RabbitMQ it is to be; the default's unless set. */
  readonly release?: Release | undefined;
  /** How exchanges find their way; where that is not told there is the default exchange alone. */
  readonly routerFor?: RouterFor | undefined;
  /** Milliseconds, never backwards. */
  readonly now: () => number;
  /** A new id, 22 characters: ends generated queue names and consumer tags. */
  readonly newId: () => string;
  /** Asked only for headers exchanges and dead letters. */
  readonly propertiesOf: (content: Content) => ContentProperties;
  /** The same content with these headers, and no expiration. */
  readonly reheaded: (content: Content, headers: Arguments) => Content;
  /** Asks for the virtual host's `tick` at that time. */
  readonly wakeAt?: ((atMs: number) => void) | undefined;
  /** How long a delivery may go without its acknowledgement; half an hour unless set. */
  readonly consumerTimeoutMs?: number | undefined;
  /** Undefined when nothing is to survive. */
  readonly journal?: Journal<Content> | undefined;
  /** Told of every message in a queue; none is unless set. */
  readonly memory?: MemoryGauge | undefined;
  /** Another dispatcher than RabbitMQ's, one for each queue: for experiments. */
  readonly newTurns?: ((kind: QueueKind) => Turns<Consumer<Content>, Message<Content>>) | undefined;
}
