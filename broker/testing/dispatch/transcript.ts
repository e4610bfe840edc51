import { parseCommand, type Command } from "./command.ts";

/** Somebody who does commands and says what came of each: a broker, the broker's core, or a model of it. */
export interface Performer {
  /** @param expected what shall come of it: worth waiting for. */
  readonly perform: (command: Command, expected?: string) => string | Promise<string>;
}

/**
 * Has the commands of a transcript done again.
 *
 * @param transcript a command a line, each followed by " → " and what came of it, if anything did.
 * @returns the same with what came of it this time: equal to the transcript if all went as it says.
 */
export async function replay(transcript: string, performer: Performer): Promise<string> {
  const lines: string[] = [];
  for (const line of linesOf(transcript)) {
    const [command = "", expected = ""] = line.split(" → ");
    lines.push(lineOf(command, await performer.perform(parseCommand(command), expected)));
  }
  return lines.join("\n");
}

export function linesOf(transcript: string): readonly string[] {
  return transcript
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

export function lineOf(command: string, outcome: string): string {
  return outcome === "" ? command : `${command} → ${outcome}`;
}

/** What came of one command, collected as it happens. */
export class Outcome {
  /** The numbers of the messages a told outcome says the consumer was given, in order. */
  static messagesOf(consumer: string, outcome: string): number[] {
    const [, messages = ""] = new RegExp(`(?:^|[,;] )${consumer} ([^,;]*)`).exec(outcome) ?? [];
    return Array.from(messages.matchAll(/m(\d+)/g), ([, number]) => Number(number));
  }

  #answers: string[] = [];
  #deliveries: { readonly consumer: string; readonly message: string }[] = [];

  answer(text: string): void {
    this.#answers.push(text);
  }

  deliver(consumer: string, message: string, redelivered: boolean): void {
    this.#deliveries.push({ consumer, message: message + (redelivered ? "*" : "") });
  }

  /**
   * e.g. "a got m3; A m1* m5, B m2". By consumer, for the order between two sockets can't be seen
   * from outside. Forgets what it has told.
   */
  take(): string {
    const { text } = this;
    this.#answers = [];
    this.#deliveries = [];
    return text;
  }

  /** What {@link take} would tell. */
  get text(): string {
    const consumers = [...new Set(this.#deliveries.map(({ consumer }) => consumer))].sort();
    const dealt = consumers.map((name) => {
      const own = this.#deliveries.filter(({ consumer }) => consumer === name);
      return `${name} ${own.map(({ message }) => message).join(" ")}`;
    });
    const parts = [...this.#answers.toSorted(), ...(dealt.length > 0 ? [dealt.join(", ")] : [])];
    return parts.join("; ");
  }
}
