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
