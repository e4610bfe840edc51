import type { SentProperties } from "#broker/testing/content-frames.ts";
import { fieldTable } from "#broker/testing/field-table.ts";
import { openWire, type WireClient } from "#broker/testing/wire-client.ts";

type PlainArguments = Parameters<typeof fieldTable>[0];

/** A client with exclusive queues of its own, and few words for what tests of queues do. */
export interface QueueClient {
  readonly wire: WireClient;
  /** @returns the queue's name; lines show it as `name`. */
  readonly declare: (name: string, args?: PlainArguments) => Promise<string>;
  /**
   * From another connection, and waits for the confirms.
   *
   * @param bodies words, a message each.
   * @returns "ack" or "nack" for each.
   */
  readonly publish: (queue: string, bodies: string, properties?: SentProperties) => Promise<string>;
  /** One message, for good; "m1*" when redelivered, "" when there is none. */
  readonly take: (queue: string) => Promise<string>;
  /** One message, to be acknowledged: its delivery tag is the next. */
  readonly get: (queue: string) => Promise<string>;
  /** All there is, in order, for good: "m1 m2*". */
  readonly drain: (queue: string) => Promise<string>;
  /** What a passive declare counts. */
  readonly ready: (queue: string) => Promise<number>;
}

export async function openQueues(url: string): Promise<QueueClient> {
  const wire = await openWire(url);
  const publisher = await openWire(url);
  await publisher.call("confirm.select");
  let published = 0;
  const got = async (queue: string, noAck: boolean) => {
    wire.send("basic.get", { queue, noAck });
    const line = (await wire.until("")).at(-1) ?? "";
    if (line === "basic.get-empty") return "";
    if (!line.startsWith("get-ok ")) throw new Error(`no answer to basic.get: ${line}`);
    return line.split(" ")[1] ?? "";
  };
  return {
    wire,
    declare: async (name, args = {}) => {
      const queue = wire.unique(name);
      await wire.call("queue.declare", { queue, exclusive: true, arguments: fieldTable(args) });
      return queue;
    },
    publish: async (queue, bodies, properties) => {
      const before = published;
      for (const body of bodies.split(" ")) {
        publisher.publish(body, { key: queue }, properties);
        published += 1;
      }
      return outcomes(publisher, before, published);
    },
    take: (queue) => got(queue, true),
    get: (queue) => got(queue, false),
    drain: async (queue) => {
      const bodies: string[] = [];
      for (let body = await got(queue, true); body !== ""; body = await got(queue, true))
        bodies.push(body);
      return bodies.join(" ");
    },
    ready: async (queue) => {
      const [line] = await wire.call("queue.declare", { queue, passive: true });
      return Number(line?.split(" ")[2]);
    },
  };
}

/** Of publishes `before + 1` to `last`, once all are confirmed. */
async function outcomes(publisher: WireClient, before: number, last: number): Promise<string> {
  const told = new Map<number, string>();
  while (told.size < last - before) {
    const line = (await publisher.until("")).at(-1) ?? "";
    const [, how, multiple, tag] = /^(n?ack) (≤?)(\d+)$/.exec(line) ?? [];
    if (how === undefined) throw new Error(`no confirm: ${line}`);
    const from = multiple === "" ? Number(tag) : before + 1;
    for (let each = from; each <= Number(tag); each++) if (!told.has(each)) told.set(each, how);
  }
  return [...told]
    .sort(([one], [other]) => one - other)
    .map(([, how]) => how)
    .join(" ");
}
