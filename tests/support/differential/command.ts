import type { MethodName } from "#broker/wire/methods.ts";
import type { Field } from "#broker/wire/field-table.ts";

type Plain = string | number | boolean | null;
export type Table = Readonly<Record<string, Plain | Field>>;

/** Method fields as JSON: tables are plain objects. Those left out are zero, empty or false. */
export type Fields = Readonly<Record<string, string | number | boolean | Table>>;

export interface PublishedProperties {
  readonly deliveryMode?: 1 | 2;
  readonly priority?: number;
  readonly expiration?: string;
  readonly headers?: Table;
}

/**
 * One thing a client does; JSON, so that a script that failed can be kept. Channels are named for their
 * connection and number: "a1", "b2". They and their connections are opened when first needed, also after
 * an error closed them, so that any command can be dropped from a script. Queues are q1…q9 and
 * exchanges x1…x9 wherever a string is exactly that.
 */
export type Command =
  | {
      readonly do: "call";
      readonly channel: string;
      readonly method: MethodName;
      readonly fields?: Fields;
    }
  | {
      readonly do: "publish";
      readonly channel: string;
      readonly exchange: string;
      readonly key: string;
      readonly bodies: readonly string[];
      readonly mandatory?: boolean;
      readonly properties?: PublishedProperties;
    }
  | {
      readonly do: "settle";
      readonly channel: string;
      readonly how: "ack" | "nack" | "reject";
      /**
       * The nth of the deliveries the channel holds, oldest first, modulo their number: if it holds none,
       * nothing is sent. "all" is tag 0, "unknown" one that never was.
       */
      readonly which: number | "all" | "unknown";
      readonly multiple?: boolean;
      readonly requeue?: boolean;
    }
  | { readonly do: "kill"; readonly connection: string };

export type Script = readonly Command[];

/** e.g. `a1 queue.declare queue=q1 arguments={"x-max-length":3}`. */
export function printCommand(command: Command): string {
  switch (command.do) {
    case "kill":
      return `${command.connection} killed`;
    case "call":
      return words(command.channel, command.method, printFields(command.fields ?? {}));
    case "publish": {
      const { channel, exchange, key, bodies, mandatory, properties } = command;
      return words(
        channel,
        `publish ${exchange}/${key} ${bodies.join(" ")}`,
        mandatory ? "mandatory" : "",
        printFields({ ...properties }),
      );
    }
    case "settle": {
      const { channel, how, which, multiple, requeue } = command;
      return words(
        channel,
        `${how} ${typeof which === "number" ? `number ${which}` : which}`,
        multiple ? "multiple" : "",
        requeue ? "requeue" : "",
      );
    }
  }
}

function printFields(fields: Readonly<Record<string, unknown>>): string {
  const printed = Object.entries(fields).map(([name, value]) => {
    if (value === true) return name;
    return `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`;
  });
  return printed.join(" ");
}

const words = (...parts: readonly string[]) => parts.filter((part) => part !== "").join(" ");

/** A field that is a name; "" when it is left out. */
export function nameIn(fields: Fields | undefined, name: string): string {
  const value = fields?.[name];
  return typeof value === "string" ? value : "";
}
