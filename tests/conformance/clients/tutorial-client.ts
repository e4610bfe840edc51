/** What a program has printed so far, line by line. */
export type Seen = () => readonly string[];

export interface Exchange {
  readonly name: string;
  readonly type: "fanout" | "direct" | "topic";
}

export interface Log {
  readonly key: string;
  readonly text: string;
}

/**
 * The programs of RabbitMQ's tutorials, written with one client library. What consumes resolves once it
 * is consuming, and ends with the test.
 */
export interface TutorialClient {
  /** Hello world: texts to a queue that is not durable. */
  readonly send: (url: string, queue: string, texts: readonly string[]) => Promise<void>;
  /** Hello world: consumes without acks and sees each text. */
  readonly receive: (url: string, queue: string) => Promise<Seen>;

  /** Work queues: persistent tasks to a durable queue. */
  readonly newTasks: (url: string, queue: string, tasks: readonly string[]) => Promise<void>;
  /**
   * Work queues: takes one task at a time, works `DOT_MS` for each of its dots and acks it. Sees the
   * task, with ` again` behind it when redelivered; `cancelled` when the broker cancels the consumer.
   */
  readonly work: (url: string, queue: string) => Promise<Seen>;

  /** Publish/subscribe, routing, topics. */
  readonly emitLogs: (url: string, exchange: Exchange, logs: readonly Log[]) => Promise<void>;
  /** Binds an exclusive queue the broker names, once with each key, and sees `key:text`. */
  readonly receiveLogs: (url: string, exchange: Exchange, keys: readonly string[]) => Promise<Seen>;

  /** RPC: answers numbers with their Fibonacci number. */
  readonly serveFibonacci: (url: string, queue: string) => Promise<void>;
  /** RPC: asks for all numbers at once, on one connection; the answers in the order of the questions. */
  readonly askFibonacci: Partial<Record<ReplyTo, Ask>>;

  /** Publisher confirms: resolves when every text is confirmed. */
  readonly publishConfirmed: Partial<Record<Confirming, PublishConfirmed>>;

  /** Each does what the broker refuses and resolves with what the library says of it. */
  readonly refused: Readonly<Record<Attempt, (url: string, queue: string) => Promise<string>>>;
}

const DOT_MS = 100;

export type ReplyTo = "a queue of its own" | "direct reply-to";
export type Ask = (
  url: string,
  queue: string,
  numbers: readonly number[],
) => Promise<readonly number[]>;

export type Confirming = "one by one" | "in batches" | "as they come";
export type PublishConfirmed = (
  url: string,
  queue: string,
  texts: readonly string[],
) => Promise<void>;

export type Attempt =
  "connect" | "declarePassively" | "declareDurable" | "ackUnknown" | "publishMandatory";

export function workMs(task: string): number {
  return DOT_MS * task.split(".").slice(1).length;
}

export function fibonacci(n: number): number {
  return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}
