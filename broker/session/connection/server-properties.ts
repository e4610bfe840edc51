import type { Release } from "#broker/core/release.ts";
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

/** The key under which an emulator of RabbitMQ says what it is: clients branch on `product`. */
const EMULATED_BY = "emulated_by";

interface Emulator {
  readonly product: string;
  readonly version: string;
}

/** The server-properties of connection.start: RabbitMQ's, and by whom it is emulated. */
export function serverProperties(
  { version }: Release,
  emulator: Emulator,
  platform: string,
): FieldTable {
  const capabilities = new Map<string, Field>(
    CAPABILITIES.map((name) => [name, { type: "bool", value: true }]),
  );
  return new Map<string, Field>([
    ["capabilities", { type: "table", value: capabilities }],
    ["cluster_name", text(emulator.product)],
    ["copyright", text(`Copyright (c) the authors of ${emulator.product}`)],
    [EMULATED_BY, text(`${emulator.product} ${emulator.version}`)],
    ["information", text("Licensed under the MIT License")],
    ["platform", text(platform)],
    ["product", text("RabbitMQ")],
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
