import { readProperties, type Content } from "#broker/wire/content.ts";
import { withProperties } from "#broker/wire/content-properties.ts";
import type { FieldTable } from "#broker/wire/field-table.ts";

/** The same content, its headers sorted by name; of a name that comes twice the first counts. */
export function withSortedHeaders(content: Content): Content {
  const properties = readProperties(content.header);
  const headers = sortedByName(properties.headers ?? new Map());
  return withProperties(content, { ...properties, headers });
}

export function sortedByName(table: FieldTable): FieldTable {
  return new Map([...table].sort(([one], [other]) => (one < other ? -1 : 1)));
}
