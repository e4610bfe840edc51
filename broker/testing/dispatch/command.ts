/** Which delivery an acknowledgement is about: a message the channel holds, a bare tag, or all. */
export type Target = { readonly message: string } | { readonly tag: number } | "all";

/** What can be done to a queue under test. Channels are lower case, consumers upper case, messages m1, m2… */
export type Command =
  | {
      readonly do: "declare";
      readonly type: "classic" | "quorum";
      readonly singleActive: boolean;
      readonly deliveryLimit: number | undefined;
    }
  | { readonly do: "open"; readonly channel: string; readonly beside: string | undefined }
  | {
      readonly do: "consume";
      readonly consumer: string;
      readonly channel: string;
      readonly noAck: boolean;
      readonly exclusive: boolean;
      readonly priority: number;
    }
  | {
      readonly do: "qos";
      readonly channel: string;
      readonly count: number;
      readonly global: boolean;
    }
  | { readonly do: "publish"; readonly count: number }
  | {
      readonly do: "ack" | "nack" | "reject" | "drop";
      readonly channel: string;
      readonly target: Target;
      readonly multiple: boolean;
    }
  | { readonly do: "get"; readonly channel: string; readonly noAck: boolean }
  | { readonly do: "recover" | "close" | "kill"; readonly channel: string }
  | { readonly do: "cancel"; readonly consumer: string; readonly channel: string }
  | { readonly do: "count" | "purge" | "delete" };

/** One line of a transcript, e.g. "nack a m4 multiple"; `reject` requeues, `drop` is nack without requeue. */
export function parseCommand(line: string): Command {
  const [verb = "", subject = "", ...words] = line.split(" ");
  const has = (word: string) => words.includes(word);
  const after = (word: string) => (has(word) ? words[words.indexOf(word) + 1] : undefined);
  switch (verb) {
    case "declare": {
      const limit = after("delivery-limit");
      return {
        do: verb,
        type: subject === "quorum" ? "quorum" : "classic",
        singleActive: has("single-active"),
        deliveryLimit: limit === undefined ? undefined : Number(limit),
      };
    }
    case "open":
      return { do: verb, channel: subject, beside: after("beside") };
    case "consume":
      return {
        do: verb,
        consumer: subject,
        channel: after("on") ?? subject.toLowerCase(),
        noAck: has("no-ack"),
        exclusive: has("exclusive"),
        priority: Number(after("priority") ?? 0),
      };
    case "qos":
      return { do: verb, channel: subject, count: Number(words[0]), global: has("global") };
    case "publish":
      return { do: verb, count: Number(subject) };
    case "ack":
    case "nack":
    case "reject":
    case "drop":
      return {
        do: verb,
        channel: subject,
        target: parseTarget(words[0] ?? ""),
        multiple: has("multiple"),
      };
    case "get":
      return { do: verb, channel: subject, noAck: has("no-ack") };
    case "recover":
    case "close":
    case "kill":
      return { do: verb, channel: subject };
    case "cancel":
      return { do: verb, consumer: subject, channel: after("on") ?? subject.toLowerCase() };
    case "count":
    case "purge":
    case "delete":
      return { do: verb };
    default:
      throw new Error(`no such command: ${line}`);
  }
}

export function printCommand(command: Command): string {
  switch (command.do) {
    case "declare": {
      const { type, singleActive, deliveryLimit } = command;
      const limit = deliveryLimit === undefined ? "" : ` delivery-limit ${deliveryLimit}`;
      return `declare ${type}${singleActive ? " single-active" : ""}${limit}`;
    }
    case "open":
      return `open ${command.channel}${command.beside === undefined ? "" : ` beside ${command.beside}`}`;
    case "consume": {
      const { consumer, channel, noAck, exclusive, priority } = command;
      const flags = (noAck ? " no-ack" : "") + (exclusive ? " exclusive" : "");
      return `consume ${consumer} on ${channel}${flags}${priority === 0 ? "" : ` priority ${priority}`}`;
    }
    case "qos":
      return `qos ${command.channel} ${command.count}${command.global ? " global" : ""}`;
    case "publish":
      return `publish ${command.count}`;
    case "ack":
    case "nack":
    case "reject":
    case "drop":
      return `${command.do} ${command.channel} ${printTarget(command.target)}${command.multiple ? " multiple" : ""}`;
    case "get":
      return `get ${command.channel}${command.noAck ? " no-ack" : ""}`;
    case "recover":
    case "close":
    case "kill":
      return `${command.do} ${command.channel}`;
    case "cancel":
      return `cancel ${command.consumer} on ${command.channel}`;
    case "count":
    case "purge":
    case "delete":
      return command.do;
  }
}

function parseTarget(word: string): Target {
  if (word === "all") return "all";
  return word.startsWith("#") ? { tag: Number(word.slice(1)) } : { message: word };
}

function printTarget(target: Target): string {
  if (target === "all") return target;
  return "tag" in target ? `#${target.tag}` : target.message;
}
