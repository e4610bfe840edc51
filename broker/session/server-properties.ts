import type { Field, FieldTable } from "../wire/field-table.ts";

/** What RabbitMQ 3.10 says it can do, and whether this broker can. */
const CAPABILITIES = {
  publisher_confirms: true,
  exchange_exchange_bindings: false,
  "basic.nack": true,
  consumer_cancel_notify: true,
  "connection.blocked": true,
  consumer_priorities: false,
  authentication_failure_close: true,
  per_consumer_qos: true,
  direct_reply_to: false,
};

const text = (value: string): Field => ({ type: "longstr", value });

/** The server-properties of connection.start. */
export function serverProperties(product: string, version: string, platform: string): FieldTable {
  const capabilities = new Map<string, Field>(
    Object.entries(CAPABILITIES).map(([name, value]) => [name, { type: "bool", value }]),
  );
  return new Map<string, Field>([
    ["capabilities", { type: "table", value: capabilities }],
    ["product", text(product)],
    ["version", text(version)],
    ["platform", text(platform)],
  ]);
}
