import type { Arguments } from "#broker/core/arguments.ts";
import type { ExchangeType } from "#broker/core/exchange/exchange.ts";
import type { BindingRecord, ExchangeRecord, QueueRecord } from "#broker/core/journal.ts";
import type { FieldReader } from "./field-reader.ts";

const EXCHANGE_TYPES: readonly ExchangeType[] = ["direct", "fanout", "topic", "headers"];
const DESTINATION_KINDS: readonly BindingRecord["destinationKind"][] = ["queue", "exchange"];

export interface ArgumentsCodec {
  readonly argumentsToBytes: (args: Arguments) => Uint8Array;
  readonly argumentsFromBytes: (bytes: Uint8Array) => Arguments;
}

/** The bodies of the records of exchanges, queues and bindings: equal things have equal octets. */
export class TopologyCodec {
  readonly #codec: ArgumentsCodec;

  constructor(codec: ArgumentsCodec) {
    this.#codec = codec;
  }

  exchange(record: ExchangeRecord): Buffer {
    const { name, type, autoDelete, internal } = record;
    const flags = Buffer.of(EXCHANGE_TYPES.indexOf(type), Number(autoDelete), Number(internal));
    return Buffer.concat([textBody(name), flags, this.#codec.argumentsToBytes(record.arguments)]);
  }

  readExchange(fields: FieldReader): ExchangeRecord {
    return {
      name: fields.text(),
      type: at(EXCHANGE_TYPES, fields.octet()),
      autoDelete: fields.flag(),
      internal: fields.flag(),
      arguments: this.#codec.argumentsFromBytes(fields.rest()),
    };
  }

  /** @param number tells it from other queues that had or will have its name. */
  queue(number: number, { name, autoDelete, arguments: args }: QueueRecord): Buffer {
    const flags = Buffer.of(Number(autoDelete));
    return Buffer.concat([
      uint32(number),
      textBody(name),
      flags,
      this.#codec.argumentsToBytes(args),
    ]);
  }

  readQueue(fields: FieldReader): QueueRecord & { readonly number: number } {
    return {
      number: fields.uint32(),
      name: fields.text(),
      autoDelete: fields.flag(),
      arguments: this.#codec.argumentsFromBytes(fields.rest()),
    };
  }

  binding(record: BindingRecord): Buffer {
    const { source, destinationKind, destination, routingKey } = record;
    return Buffer.concat([
      textBody(source),
      Buffer.of(DESTINATION_KINDS.indexOf(destinationKind)),
      textBody(destination),
      textBody(routingKey),
      this.#codec.argumentsToBytes(record.arguments),
    ]);
  }

  readBinding(fields: FieldReader): BindingRecord {
    return {
      source: fields.text(),
      destinationKind: at(DESTINATION_KINDS, fields.octet()),
      destination: fields.text(),
      routingKey: fields.text(),
      arguments: this.#codec.argumentsFromBytes(fields.rest()),
    };
  }
}

/** The body of `exchangeDeleted`. */
export function textBody(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint16(bytes.length), bytes]);
}

export function queueDeletedBody(number: number, name: string): Buffer {
  return Buffer.concat([uint32(number), textBody(name)]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function at<Value>(values: readonly Value[], index: number): Value {
  const value = values[index];
  if (value === undefined) throw new Error(`record holds ${index}, of ${values.length}`);
  return value;
}
