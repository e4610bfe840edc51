import type { Field, FieldTable } from "#broker/wire/field-table.ts";

type Plain = string | number | boolean | null;

/** Arguments or headers from plain values, with the types pika gives them: `I` for whole numbers. */
export function fieldTable(values: Readonly<Record<string, Plain | Field>>): FieldTable {
  return new Map(Object.entries(values).map(([name, value]) => [name, field(value)]));
}

function field(value: Plain | Field): Field {
  if (value === null) return { type: "void", value };
  switch (typeof value) {
    case "string":
      return { type: "longstr", value };
    case "boolean":
      return { type: "bool", value };
    case "number":
      return Number.isInteger(value) ? { type: "signedint", value } : { type: "double", value };
    default:
      return value;
  }
}
