import fc from "fast-check";
import { noArguments } from "#broker/core/arguments.ts";
import type { BindingRecord, Journal, Recovered } from "#broker/core/journal.ts";
import { aMessage } from "./a-message.ts";

/** One thing told to a journal; or nothing for some turns of the event loop. */
export type Command =
  | { readonly kind: "declare" | "delete"; readonly queue: string }
  | { readonly kind: "exchange" | "no-exchange"; readonly exchange: string }
  | { readonly kind: "bind" | "unbind"; readonly exchange: string; readonly queue: string }
  | { readonly kind: "enqueue"; readonly queue: string; readonly bytes: number }
  | { readonly kind: "gone"; readonly pick: number }
  | { readonly kind: "wait"; readonly turns: number };

const QUEUES = ["q", "队列", "r".repeat(255)];

const queue = fc.constantFrom(...QUEUES);
const exchange = fc.constantFrom("x", "amq.topic");
const bytes = fc.constantFrom(0, 1, 20, 300, 700, 20_000);

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("declare"), queue }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete"), queue }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("exchange", "no-exchange"), exchange }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("bind", "unbind"), exchange, queue }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("enqueue"), queue, bytes }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("gone"), pick: fc.nat() }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("wait"), turns: fc.nat(8) }) },
);

const firstCommands: readonly Command[] = QUEUES.map((name) => ({ kind: "declare", queue: name }));

/** Long enough that files fill, are cleaned and go. */
export const anyHistory: fc.Arbitrary<readonly Command[]> = fc
  .array(anyCommand, { minLength: 100, maxLength: 250, size: "max" })
  .map((commands) => [...firstCommands, ...commands]);

/** A broker as far as a journal sees it: what is told, and what then ought to be recovered. */
export class ModelBroker {
  readonly #journal: Journal<string>;
  readonly #exchanges = new Set<string>();
  readonly #queues = new Map<string, Map<number, string>>();
  readonly #bindings = new Set<string>();
  #lastId: number;

  constructor(journal: Journal<string>, recovered: Recovered<string>) {
    this.#journal = journal;
    this.#lastId = recovered.lastMessageId;
    for (const { name } of recovered.exchanges) this.#exchanges.add(name);
    for (const { source, destination } of recovered.bindings) {
      this.#bindings.add(bindingLine(source, destination));
    }
    for (const { name, messages } of recovered.queues) {
      this.#queues.set(
        name,
        new Map(messages.map(({ id, publication }) => [id, publication.content])),
      );
    }
  }

  get state(): string {
    return stateOf(
      this.#exchanges,
      [...this.#queues].map(([name, messages]) => ({ name, messages: [...messages] })),
      this.#bindings,
    );
  }

  tell(command: Exclude<Command, { kind: "wait" }>): void {
    switch (command.kind) {
      case "declare":
        if (this.#queues.has(command.queue)) return;
        this.#queues.set(command.queue, new Map());
        this.#journal.queueDeclared({
          name: command.queue,
          autoDelete: false,
          arguments: noArguments,
        });
        return;
      case "delete":
        if (!this.#queues.delete(command.queue)) return;
        this.#dropBindings((line) => line.endsWith(`→${command.queue}`));
        this.#journal.queueDeleted(command.queue);
        return;
      case "exchange":
        if (command.exchange.startsWith("amq.") || this.#exchanges.has(command.exchange)) return;
        this.#exchanges.add(command.exchange);
        this.#journal.exchangeDeclared({
          name: command.exchange,
          type: "fanout",
          autoDelete: false,
          internal: false,
          arguments: noArguments,
        });
        return;
      case "no-exchange":
        if (!this.#exchanges.delete(command.exchange)) return;
        this.#dropBindings((line) => line.startsWith(`${command.exchange}→`));
        this.#journal.exchangeDeleted(command.exchange);
        return;
      case "bind":
        this.#bind(command.exchange, command.queue);
        return;
      case "unbind":
        if (!this.#bindings.delete(bindingLine(command.exchange, command.queue))) return;
        this.#journal.unbound(aBinding(command.exchange, command.queue));
        return;
      case "enqueue":
        this.#enqueue(command.queue, command.bytes);
        return;
      case "gone":
        this.#gone(command.pick);
        return;
    }
  }

  #bind(source: string, destination: string): void {
    const isThere = source.startsWith("amq.") || this.#exchanges.has(source);
    const line = bindingLine(source, destination);
    if (!isThere || !this.#queues.has(destination) || this.#bindings.has(line)) return;
    this.#bindings.add(line);
    this.#journal.bound(aBinding(source, destination));
  }

  #enqueue(queueName: string, length: number): void {
    const messages = this.#queues.get(queueName);
    if (messages === undefined) return;
    const id = ++this.#lastId;
    const content = `${id}:`.padEnd(length, "·");
    messages.set(id, content);
    this.#journal.enqueued(queueName, aMessage(id, content));
  }

  #gone(pick: number): void {
    const all = [...this.#queues].flatMap(([name, messages]) =>
      [...messages.keys()].map((id) => ({ name, id })),
    );
    const chosen = all[pick % all.length];
    if (chosen === undefined) return;
    this.#queues.get(chosen.name)?.delete(chosen.id);
    this.#journal.gone(chosen.name, chosen.id);
  }

  #dropBindings(matches: (line: string) => boolean): void {
    for (const line of this.#bindings) if (matches(line)) this.#bindings.delete(line);
  }
}

/** One text for equal states. */
export function recoveredState({ exchanges, queues, bindings }: Recovered<string>): string {
  return stateOf(
    exchanges.map(({ name }) => name),
    queues.map(({ name, messages }) => ({
      name,
      messages: messages.map(({ id, publication }) => [id, publication.content] as const),
    })),
    bindings.map(({ source, destination }) => bindingLine(source, destination)),
  );
}

function stateOf(
  exchanges: Iterable<string>,
  queues: readonly {
    readonly name: string;
    readonly messages: readonly (readonly [number, string])[];
  }[],
  bindings: Iterable<string>,
): string {
  const queueLines = queues.map(({ name, messages }) => JSON.stringify([name, messages]));
  return [...exchanges, ...queueLines, ...bindings].toSorted().join("\n");
}

function bindingLine(source: string, destination: string): string {
  return `${source}→${destination}`;
}

function aBinding(source: string, destination: string): BindingRecord {
  return { source, destinationKind: "queue", destination, routingKey: "k", arguments: noArguments };
}
