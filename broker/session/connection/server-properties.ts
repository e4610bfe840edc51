import type { Field, FieldTable } from "#broker/wire/field-table.ts";
import type { MethodFields } from "#broker/wire/methods.ts";
import { MECHANISMS } from "./authentication.ts";

/** What RabbitMQ 3.10 says it can do, in its order. */
const CAPABILITIES = [
  "publisher_confirms",
  "exchange_exchange_bindings",
  "basic.nack",
  "consumer_cancel_notify",
  "connection.blocked",
  "consumer_priorities",
  "authentication_failure_close",
  "per_consumer_qos",
  "direct_reply_to",
];

const text = (value: string): Field => ({ type: "longstr", value });

/** The server-properties of connection.start. */
export function serverProperties(product: string, version: string, platform: string): FieldTable {
  const capabilities = new Map<string, Field>(
    CAPABILITIES.map((name) => [name, { type: "bool", value: true }]),
  );
  return new Map<string, Field>([
    ["capabilities", { type: "table", value: capabilities }],
    ["cluster_name", text(product)],
    ["copyright", text(`Copyright (c) the authors of ${product}`)],
    ["information", text("Licensed under the MIT License")],
    ["platform", text(platform)],
    ["product", text(product)],
    ["version", text(version)],
  ]);
}

/** The first thing a client hears. */
export function greeting(properties: FieldTable): MethodFields<"connection.start"> {
  const encoder = new TextEncoder();
  return {
    versionMajor: 0,
    versionMinor: 9,
    serverProperties: properties,
    mechanisms: encoder.encode(MECHANISMS.join(" ")),
    locales: encoder.encode("en_US"),
  };
}
