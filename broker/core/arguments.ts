/** The field types of AMQP tables, by the names RabbitMQ prints in its refusals. */
export type ArgumentType =
  | "bool"
  | "byte"
  | "unsignedbyte"
  | "short"
  | "unsignedshort"
  | "signedint"
  | "unsignedint"
  | "long"
  | "float"
  | "double"
  | "decimal"
  | "longstr"
  | "timestamp"
  | "array"
  | "table"
  | "binary"
  | "void";

/** One value of a field table; the wire's own type is kept because refusals name it. */
export interface Argument {
  readonly type: ArgumentType;
  readonly value: unknown;
}

/** A decoded field table: arguments of a declare, bind or consume, or a message's headers. */
export type Arguments = ReadonlyMap<string, Argument>;

export const noArguments: Arguments = new Map<string, Argument>();

const INTEGERS: readonly ArgumentType[] = [
  "byte",
  "unsignedbyte",
  "short",
  "unsignedshort",
  "signedint",
  "unsignedint",
  "long",
];

export function isInteger({ type }: Argument): boolean {
  return INTEGERS.includes(type);
}

/** One string for every table RabbitMQ takes for the same: the types count, the order of names does not. */
export function identityOf(args: Arguments): string {
  if (args.size === 0) return "";
  const sorted = [...args].toSorted(([one], [other]) => (one < other ? -1 : 1));
  // What is nested is put into the string together: printed one by one, each level would quote the ones below again.
  return JSON.stringify(plain(new Map(sorted)));
}

function plain(value: unknown): unknown {
  if (value instanceof Map) {
    return [...(value as Arguments)].map(([name, each]) => [name, ...plainArgument(each)]);
  }
  if (Array.isArray(value)) return (value as Argument[]).map(plainArgument);
  if (value instanceof Uint8Array) return value.join(",");
  return typeof value === "bigint" || typeof value === "number" ? String(value) : value;
}

function plainArgument({ type, value }: Argument): readonly unknown[] {
  return [type, plain(value)];
}
