import fc from "fast-check";
import type { Release } from "#broker/core/release.ts";
import { printCommand, type Command } from "./command.ts";
import { DispatchModel } from "./model.ts";
import { lineOf } from "./transcript.ts";

const CHANNELS = ["x", "y", "z"] as const;
const CONSUMERS = Array.from("ABCDEFGH");

/** Something to do, whatever the state it is done in; `pick` chooses among what there is then. */
export interface Intention {
  readonly verb: Exclude<
    Command["do"],
    "declare" | "open" | "kill" | "reject" | "delete" | "count"
  >;
  readonly pick: number;
  readonly channel: (typeof CHANNELS)[number];
  readonly count: number;
  /** multiple, global or no-ack, as the verb has it. */
  readonly flag: boolean;
  /** Of a consumer. */
  readonly priority: number;
}

const verbs = fc.oneof(
  { weight: 30, arbitrary: fc.constant("publish" as const) },
  { weight: 30, arbitrary: fc.constant("ack" as const) },
  { weight: 12, arbitrary: fc.constant("nack" as const) },
  { weight: 10, arbitrary: fc.constant("consume" as const) },
  { weight: 10, arbitrary: fc.constant("qos" as const) },
  { weight: 3, arbitrary: fc.constantFrom("drop" as const, "get" as const, "cancel" as const) },
  { weight: 2, arbitrary: fc.constantFrom("recover" as const, "close" as const, "purge" as const) },
);

export const intentions: fc.Arbitrary<readonly Intention[]> = fc.array(
  fc.record({
    verb: verbs,
    pick: fc.nat(1000),
    channel: fc.constantFrom(...CHANNELS),
    count: fc.nat(3),
    flag: fc.boolean(),
    priority: fc.constantFrom(0, 0, 0, 1, 2),
  }),
  { minLength: 20, maxLength: 80, size: "max" },
);

/** The intentions as commands that make sense one after the other, with what the model says comes of each. */
export function randomTranscript(
  planned: readonly Intention[],
  isWanted: (command: Command, model: DispatchModel) => boolean = () => true,
  release?: Release,
): string {
  const model = new DispatchModel(release);
  const names = CONSUMERS.values();
  const lines: string[] = [];
  for (const intention of planned) {
    const command = commandFor(intention, model, names);
    if (command === undefined || !isWanted(command, model)) continue;
    lines.push(lineOf(printCommand(command), model.perform(command)));
  }
  return lines.join("\n");
}

/**
 * Whether RabbitMQ always does this in the same order. A requeue that frees a channel's limit is two
 * messages to the queue, the requeue and the limiter's resume, and the second may overtake the first
 * (rabbit_amqqueue_process:prioritise_cast/3).
 */
export function isCertain(command: Command, model: DispatchModel): boolean {
  switch (command.do) {
    case "nack":
    case "reject":
    case "recover":
      return model.channel(command.channel).limit === 0;
    default:
      return true;
  }
}

/** @param names consumers not yet used: a tag begun anew inherits acks, which has a rule of its own. */
function commandFor(
  { verb, pick, channel, count, flag, priority }: Intention,
  model: DispatchModel,
  names: Iterator<string, undefined>,
): Command | undefined {
  switch (verb) {
    case "publish":
      return { do: verb, count: count + 1 };
    case "consume": {
      const next = names.next();
      if (next.done === true) return undefined;
      const noAck = flag && pick % 3 === 0;
      return { do: verb, consumer: next.value, channel, noAck, exclusive: false, priority };
    }
    case "qos":
      return { do: verb, channel, count, global: flag };
    case "ack":
    case "nack":
    case "drop": {
      const held = model.channel(channel).unacked;
      const chosen = held[pick % Math.max(held.length, 1)];
      if (chosen === undefined) return undefined;
      const target = { message: `m${chosen.message}` };
      return { do: verb, channel, target, multiple: flag && pick % 2 === 0 };
    }
    case "get":
      return { do: verb, channel, noAck: flag };
    case "recover":
    case "close":
      return { do: verb, channel };
    case "purge":
      return { do: verb };
    case "cancel": {
      const consumers = [...model.consumers];
      const chosen = consumers[pick % Math.max(consumers.length, 1)];
      return chosen && { do: verb, consumer: chosen[0], channel: chosen[1].channel };
    }
  }
}
