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
const FLOATS: readonly ArgumentType[] = ["float", "double"];

export function isInteger({ type }: Argument): boolean {
  return INTEGERS.includes(type);
}

/** 5 as a byte equals 5 as a long, but not 5 as a double (rabbit_misc:type_class/1). */
export function areEqual(one: Argument, other: Argument): boolean {
  return typeClass(one) === typeClass(other) && printed(one.value) === printed(other.value);
}

/** One string for every set of equal arguments, whatever their order. */
export function identityOf(args: Arguments): string {
  if (args.size === 0) return "";
  return printed(args);
}

function typeClass(argument: Argument): string {
  if (isInteger(argument)) return "integer";
  return FLOATS.includes(argument.type) ? "float" : argument.type;
}

/** What is nested is put into one string together: printed one by one, each level would quote the ones below again. */
function printed(value: unknown): string {
  return JSON.stringify(plain(value));
}

function plain(value: unknown): unknown {
  if (value instanceof Map) {
    return [...(value as Arguments)]
      .map(([name, argument]) => [name, ...plainArgument(argument)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1));
  }
  if (Array.isArray(value)) return (value as Argument[]).map(plainArgument);
  if (value instanceof Uint8Array) return value.join(",");
  return typeof value === "bigint" || typeof value === "number" ? String(value) : value;
}

const plainArgument = (argument: Argument): readonly unknown[] => [
  typeClass(argument),
  plain(argument.value),
];
