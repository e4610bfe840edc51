import type { ClientFacts } from "#broker/core/broker-events.ts";
import type { FieldTable } from "#broker/wire/field-table.ts";

export type Introduction = Pick<ClientFacts, "connectionName" | "product">;

/** What a client calls itself in its client-properties. */
export function introduction(clientProperties: FieldTable): Introduction {
  const text = (name: string): string => {
    const field = clientProperties.get(name);
    return field?.type === "longstr" ? field.value : "";
  };
  return { connectionName: text("connection_name"), product: text("product") };
}

/** Whether a client announced `capability` in its client-properties. */
export function hasCapability(clientProperties: FieldTable, capability: string): boolean {
  const capabilities = clientProperties.get("capabilities");
  return capabilities?.type === "table" && capabilities.value.get(capability)?.value === true;
}
