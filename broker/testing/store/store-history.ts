import fc from "fast-check";
import { noArguments } from "#broker/core/arguments.ts";
import type { BindingRecord, Journal, Recovered } from "#broker/core/journal.ts";
import { aMessage } from "./a-message.ts";

/** One thing told to a journal; or nothing for some turns of the event loop. */
export type Command =
  | { readonly kind: "declare" | "delete"; readonly queue: string }
  | { readonly kind: "exchange" | "no-exchange"; readonly exchange: string }
  | { readonly kind: "bind" | "unbind"; readonly exchange: string; readonly queue: string }
  | {
      readonly kind: "enqueue";
      readonly queue: string;
      readonly bytes: number;
      readonly urgent: boolean;
    }
  | { readonly kind: "gone"; readonly pick: number; readonly urgent: boolean }
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
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constant("enqueue"), queue, bytes, urgent: fc.boolean() }),
  },
  {
    weight: 20,
    arbitrary: fc.record({ kind: fc.constant("gone"), pick: fc.nat(), urgent: fc.boolean() }),
  },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant("wait"), turns: fc.nat(8) }) },
);

const firstCommands: readonly Command[] = QUEUES.map((name) => ({ kind: "declare", queue: name }));

/** Long enough that files fill, are cleaned and go. */
export const anyHistory: fc.Arbitrary<readonly Command[]> = fc
  .array(anyCommand, { minLength: 100, maxLength: 250, size: "max" })
  .map((commands) => [...firstCommands, ...commands]);

/** What is brought to disk in one order: what there is of exchanges, queues and bindings; or one queue's messages. */
export const PARTS = ["topology", ...QUEUES] as const;

/** A text for each part; equal texts for equal states. */
export type State = ReadonlyMap<string, string>;

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

  get state(): State {
    return stateOf(
      this.#exchanges,
      [...this.#queues].map(([name, messages]) => ({ name, messages: [...messages] })),
      this.#bindings,
    );
  }

  /** @returns the parts that are safe once all that is urgent is. */
  tell(command: Exclude<Command, { kind: "wait" }>): readonly string[] {
    switch (command.kind) {
      case "declare":
        return this.#declare(command.queue) ? ["topology", command.queue] : [];
      case "delete":
        return this.#delete(command.queue) ? ["topology", command.queue] : [];
      case "exchange":
        this.#declareExchange(command.exchange);
        return ["topology"];
      case "no-exchange":
        this.#deleteExchange(command.exchange);
        return ["topology"];
      case "bind":
        this.#bind(command.exchange, command.queue);
        return ["topology"];
      case "unbind":
        this.#unbind(command.exchange, command.queue);
        return ["topology"];
      case "enqueue":
        return this.#enqueue(command) && command.urgent ? [command.queue] : [];
      case "gone":
        return this.#gone(command);
    }
  }

  #declare(name: string): boolean {
    if (this.#queues.has(name)) return false;
    this.#queues.set(name, new Map());
    this.#journal.queueDeclared({ name, autoDelete: false, arguments: noArguments });
    return true;
  }

  #delete(name: string): boolean {
    if (!this.#queues.delete(name)) return false;
    this.#dropBindings((line) => line.endsWith(`→${name}`));
    this.#journal.queueDeleted(name);
    return true;
  }

  #declareExchange(name: string): void {
    if (name.startsWith("amq.") || this.#exchanges.has(name)) return;
    this.#exchanges.add(name);
    this.#journal.exchangeDeclared({
      name,
      type: "fanout",
      autoDelete: false,
      internal: false,
      arguments: noArguments,
    });
  }

  #deleteExchange(name: string): void {
    if (!this.#exchanges.delete(name)) return;
    this.#dropBindings((line) => line.startsWith(`${name}→`));
    this.#journal.exchangeDeleted(name);
  }

  #bind(source: string, destination: string): void {
    const isThere = source.startsWith("amq.") || this.#exchanges.has(source);
    const line = bindingLine(source, destination);
    if (!isThere || !this.#queues.has(destination) || this.#bindings.has(line)) return;
    this.#bindings.add(line);
    this.#journal.bound(aBinding(source, destination));
  }

  #unbind(source: string, destination: string): void {
    if (!this.#bindings.delete(bindingLine(source, destination))) return;
    this.#journal.unbound(aBinding(source, destination));
  }

  #enqueue({ queue: name, bytes: length, urgent }: Extract<Command, { kind: "enqueue" }>): boolean {
    const messages = this.#queues.get(name);
    if (messages === undefined) return false;
    const id = ++this.#lastId;
    const content = `${id}:`.padEnd(length, "·");
    messages.set(id, content);
    this.#journal.enqueued(name, aMessage(id, content), urgent);
    return true;
  }

  #gone({ pick, urgent }: Extract<Command, { kind: "gone" }>): readonly string[] {
    const all = [...this.#queues].flatMap(([name, messages]) =>
      [...messages.keys()].map((id) => ({ name, id })),
    );
    const chosen = all[pick % all.length];
    if (chosen === undefined) return [];
    this.#queues.get(chosen.name)?.delete(chosen.id);
    this.#journal.gone(chosen.name, chosen.id, urgent);
    return urgent ? [chosen.name] : [];
  }

  #dropBindings(matches: (line: string) => boolean): void {
    for (const line of this.#bindings) if (matches(line)) this.#bindings.delete(line);
  }
}

export function recoveredState({ exchanges, queues, bindings }: Recovered<string>): State {
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
): State {
  const names = queues.map(({ name }) => name);
  return new Map([
    ["topology", [...exchanges, ...names, ...bindings].toSorted().join("\n")],
    ...queues.map(({ name, messages }) => [name, JSON.stringify(messages)] as const),
  ]);
}

function bindingLine(source: string, destination: string): string {
  return `${source}→${destination}`;
}

function aBinding(source: string, destination: string): BindingRecord {
  return { source, destinationKind: "queue", destination, routingKey: "k", arguments: noArguments };
}
