import { FRAME_METHOD } from "#broker/wire/frame.ts";
import { readMethod } from "#broker/wire/method-codec.ts";
import type { Method, MethodFields } from "#broker/wire/methods.ts";
import { methodFrame } from "#broker/testing/method-frame.ts";
import { QUEUES } from "./near-fields.ts";
import { walkFrames } from "./walk-frames.ts";

const LARGEST = 0xffff_ffff;
/** Class and method ids in one. */
const QUEUE_DECLARE = 0x0032_000a;
const EXCHANGE_DECLARE = 0x0028_000a;
const EXCHANGE_BIND = 0x0028_001e;
const LEAVING = new Set([QUEUE_DECLARE, EXCHANGE_DECLARE, EXCHANGE_BIND]);

/** What inputs may have left in the broker beyond their connections, and the frames that remove it. */
export class Leftovers {
  readonly #queues = new Set<string>(QUEUES);
  readonly #exchanges = new Set<string>();
  readonly #bindings = new Map<string, MethodFields<"exchange.bind">>();

  note(bytes: Buffer): void {
    for (const method of leavingMethods(bytes)) {
      if (method.name === "queue.declare") this.#queues.add(method.fields.queue);
      if (method.name === "exchange.declare") this.#exchanges.add(method.fields.exchange);
      if (method.name === "exchange.bind") this.#noteBinding(method.fields);
    }
  }

  /** One whose name the broker made up. */
  noteQueue(name: string): void {
    this.#queues.add(name);
  }

  /** Forgets them, too. */
  removal(channel: number): Buffer {
    const frames = [
      ...[...this.#bindings.values()].map((fields) =>
        methodFrame(channel, "exchange.unbind", { ...fields, noWait: false }),
      ),
      ...[...this.#queues]
        .filter(isDeletable)
        .map((queue) => methodFrame(channel, "queue.delete", { queue })),
      ...[...this.#exchanges]
        .filter(isOwn)
        .map((exchange) => methodFrame(channel, "exchange.delete", { exchange })),
    ];
    this.#queues.clear();
    this.#exchanges.clear();
    this.#bindings.clear();
    return Buffer.concat(frames);
  }

  /** The default exchange can't be bound; all others may be unbound, whether they are there or not. */
  #noteBinding(fields: MethodFields<"exchange.bind">): void {
    if (fields.source === "" || fields.destination === "") return;
    const { source, destination, routingKey } = fields;
    const key = JSON.stringify([source, destination, routingKey, [...fields.arguments]], printable);
    this.#bindings.set(key, fields);
  }
}

/** A queue the broker names and nobody could delete: its name may never be heard. */
export function leavesNamelessQueue(bytes: Buffer): boolean {
  return leavingMethods(bytes).some(
    ({ name, fields }) =>
      name === "queue.declare" &&
      !fields.passive &&
      !fields.exclusive &&
      stripped(fields.queue) === "",
  );
}

function leavingMethods(bytes: Buffer): readonly Method[] {
  return walkFrames(bytes, LARGEST).frames.flatMap(({ type, payload }) => {
    if (type !== FRAME_METHOD || payload.length < 4) return [];
    const ids = Buffer.from(payload.buffer, payload.byteOffset, 4).readUInt32BE();
    return LEAVING.has(ids) ? readable(payload) : [];
  });
}

function readable(payload: Uint8Array): readonly Method[] {
  try {
    return [readMethod(payload)];
  } catch {
    return [];
  }
}

/** QU14: line ends are no part of a name. */
const stripped = (name: string): string => name.replaceAll(/[\r\n]/g, "");

/** Where replies wait is no queue (BA20). */
const isDeletable = (queue: string): boolean =>
  stripped(queue) !== "" && !stripped(queue).startsWith("amq.rabbitmq.reply-to");

const isOwn = (exchange: string): boolean =>
  stripped(exchange) !== "" && !stripped(exchange).startsWith("amq.");

function printable(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return String(value);
  return value instanceof Map ? [...value] : value;
}
