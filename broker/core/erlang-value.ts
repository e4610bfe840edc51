import { isInteger, type Argument, type Arguments } from "./arguments.ts";

type Numeric = number | bigint;
interface Decimal {
  readonly scale: number;
  readonly unscaled: number;
}

/**
 * Whether RabbitMQ finds two values the same: it compares what they decode to, so that 1 is 1 as a byte,
 * a double or a timestamp, and "a" is "a" as text or bytes. Within arrays and tables the types count too.
 */
export function haveSameValue(one: Argument, other: Argument): boolean {
  const [a, b] = [one.value, other.value];
  if (isNumber(a) && isNumber(b)) return !(a < b) && !(a > b);
  if (isText(a) && isText(b)) return sameItems([...bytesOf(a)], [...bytesOf(b)], Object.is);
  if (one.type !== other.type) return false;
  switch (one.type) {
    case "array":
      return sameItems(a as Argument[], b as Argument[], isSame);
    case "table":
      return sameItems([...(a as Arguments)], [...(b as Arguments)], isSameEntry);
    case "decimal":
      return isSameDecimal(a as Decimal, b as Decimal);
    default:
      return a === b;
  }
}

/** As arguments of a declaration: 5 as a byte equals 5 as a long, but not 5 as a double (rabbit_misc:type_class/1). */
export function areEqual(one: Argument, other: Argument): boolean {
  return typeClass(one) === typeClass(other) && haveSameValue(one, other);
}

/** As RabbitMQ puts a value between quotes: text as it is, all else as Erlang prints it. */
export function plainValue(argument: Argument): string {
  return isText(argument.value) ? textOf(argument.value) : erlangValue(argument);
}

/** A value as Erlang's ~p prints what it decodes to: `<<"all">>`, `[{<<"a">>,signedint,1}]`. */
export function erlangValue({ type, value }: Argument): string {
  if (isText(value)) return `<<"${textOf(value)}">>`;
  switch (type) {
    case "float":
    case "double":
      return Number.isInteger(value) ? `${String(value)}.0` : String(value);
    case "void":
      return "undefined";
    case "array":
      return `[${(value as Argument[]).map((each) => `{${each.type},${erlangValue(each)}}`).join(",")}]`;
    case "table":
      return `[${[...(value as Arguments)]
        .map(([name, each]) => `{<<"${name}">>,${each.type},${erlangValue(each)}}`)
        .join(",")}]`;
    case "decimal":
      return `{${(value as Decimal).scale},${(value as Decimal).unscaled}}`;
    default:
      return String(value);
  }
}

function typeClass(argument: Argument): string {
  if (isInteger(argument)) return "integer";
  if (isText(argument.value)) return "text";
  return argument.type === "float" ? "double" : argument.type;
}

const isSame = (one: Argument, other: Argument): boolean =>
  one.type === other.type && haveSameValue(one, other);

const isSameEntry = (one: readonly [string, Argument], other: readonly [string, Argument]) =>
  one[0] === other[0] && isSame(one[1], other[1]);

const isSameDecimal = (one: Decimal, other: Decimal): boolean =>
  one.scale === other.scale && one.unscaled === other.unscaled;

function sameItems<Item>(
  some: readonly Item[],
  others: readonly Item[],
  isSameItem: (one: Item, other: Item) => boolean,
): boolean {
  return (
    some.length === others.length && some.every((item, i) => isSameItem(item, others[i] as Item))
  );
}

export function isNumber(value: unknown): value is Numeric {
  return typeof value === "number" || typeof value === "bigint";
}

function isText(value: unknown): value is string | Uint8Array {
  return typeof value === "string" || value instanceof Uint8Array;
}

function bytesOf(text: string | Uint8Array): Uint8Array {
  return typeof text === "string" ? new TextEncoder().encode(text) : text;
}

function textOf(text: string | Uint8Array): string {
  return typeof text === "string" ? text : new TextDecoder().decode(text);
}
