import { isPoison } from "../scenario/poison.ts";
import { deadQueueOf, keepsDead } from "../scenario/dead-letters.ts";
import type { PlannedTask } from "../scenario/scenario.ts";
import type { SettingName, Strategy } from "../scenario/strategy.ts";

export type ProgramLanguage = "python" | "javascript";
export type ProgramRole = "producer" | "worker";

/** What the programs do, whatever their language. */
export interface ProgramPlan {
  readonly url: string;
  readonly queue: string;
  readonly strategy: Strategy;
  /** What the producer publishes. */
  readonly workload: readonly PlannedTask[];
  /** How many tasks at a time a worker of the arena does, 1 if left out: the program says that it does one. */
  readonly concurrency?: number;
  /** How long the worker works for a dot. */
  readonly secondsPerDot: number;
  /**
   * The producer publishes in one transaction, whatever is said of confirms: a channel has the one or
   * the other. In Python only, amqplib having none.
   */
  readonly transaction?: boolean;
}

/**
 * A line of a program. Every setting has its lines whatever its value: where nothing is set, a
 * comment says so. So two programs of one language and role correspond line by line.
 */
export interface CodeLine {
  readonly text: string;
  /** The setting the line is there for; `null` when no setting changes it. */
  readonly setting: SettingName | null;
}

/** What an element of the producer's list may be made of. */
export type ListPart = "wait" | "text" | "serviceMs";

/** What the programs say, in comments and when they run. Without quotes and line breaks. */
export interface ProgramWords {
  /** `call` is what the language names it. */
  readonly noAck: (call: string) => string;
  readonly noPrefetch: (call: string) => string;
  readonly noEffect: (call: string) => string;
  readonly noLimit: (argument: string) => string;
  readonly noLimitInClassic: (argument: string) => string;
  readonly noDeadLetters: (argument: string) => string;
  readonly noDeadQueue: string;
  readonly noTries: string;
  readonly noRetry: (argument: string) => string;
  readonly noWayBack: string;
  readonly tries: string;
  readonly poison: string;
  readonly failed: string;
  readonly persistent: string;
  readonly transient: string;
  readonly noConfirms: (call: string) => string;
  readonly committed: string;
  readonly listParts: Readonly<Record<ListPart, string>>;
  readonly oneAtATime: string;
  readonly calledOneByOne: string;
  /** Than the arena's workers do. */
  readonly fewerAtOnce: (concurrency: number) => string;
  readonly queueGone: string;
  readonly sent: string;
  readonly waiting: string;
  readonly received: string;
  readonly done: string;
}

/** Lines that no setting changes. */
export function plain(...texts: readonly string[]): readonly CodeLine[] {
  return texts.map((text) => ({ text, setting: null }));
}

/** A line that is there for a setting. */
export function marked(setting: SettingName, text: string): CodeLine {
  return { text, setting };
}

/** How many tasks a worker does at once. @param always where its workers do no more either. */
export function handsText(
  { concurrency = 1 }: ProgramPlan,
  words: ProgramWords,
  always: string,
): string {
  return concurrency === 1 ? always : words.fewerAtOnce(concurrency);
}

/** The call that limits prefetch, or in words why there is none. */
export function prefetchText(
  { prefetch, ack }: Strategy,
  words: ProgramWords,
  {
    call,
    name,
    comment,
  }: { readonly call: string; readonly name: string; readonly comment: string },
): string {
  if (ack === "auto") return `${comment} ${words.noEffect(name)}`;
  return prefetch === "unlimited" ? `${comment} ${words.noPrefetch(name)}` : call;
}

/** Whether the producer publishes what no worker can do. */
export function hasPoison({ workload }: ProgramPlan): boolean {
  return workload.some(({ text }) => isPoison(text));
}

/** The name of the queue of dead letters, as an expression. */
export function deadQueueText(queue: string, strategy: Strategy): string {
  return `${queue} + "${deadQueueOf("", strategy)}"`;
}

/** Where dead letters go, as entries of the queue's arguments, or in words why there are none. */
export function deadLetterTexts(
  strategy: Strategy,
  words: ProgramWords,
  comment: string,
): readonly string[] {
  const [exchange, routingKey] = ["x-dead-letter-exchange", "x-dead-letter-routing-key"];
  if (!keepsDead(strategy)) {
    return [exchange, routingKey].map((argument) => `${comment} ${words.noDeadLetters(argument)}`);
  }
  const queue = comment === "#" ? "QUEUE" : "queue";
  return [`"${exchange}": "",`, `"${routingKey}": ${deadQueueText(queue, strategy)},`];
}

/** The queue's limit as an entry of its arguments, or in words why there is none. */
export function limitText(
  { queueType, deliveryLimit }: Strategy,
  words: ProgramWords,
  comment: string,
): string {
  const argument = "x-delivery-limit";
  if (queueType === "classic") return `${comment} ${words.noLimitInClassic(argument)}`;
  if (deliveryLimit === "default") return `${comment} ${words.noLimit(argument)}`;
  return `"${argument}": ${deliveryLimit},`;
}
