import type { Recovered } from "#broker/core/journal.ts";
import type { Message } from "#broker/core/message.ts";
import { ENTRY } from "./entry.ts";
import { FieldReader } from "./field-reader.ts";
import { LiveSet } from "./live-set.ts";
import { readMessage, type ContentCodec, type Restatement } from "./message-codec.ts";
import { RECORD_HEAD_BYTES } from "./record.ts";
import type { LastNumbers } from "./segment.ts";
import type { TopologyCodec } from "./topology-codec.ts";

/** Takes the records of a log one by one and says at last what they amount to. */
export class Recovery<Content> {
  readonly live = new LiveSet();
  lastMessageId = 0;
  lastQueueNumber = 0;
  readonly #topology: TopologyCodec;
  readonly #content: ContentCodec<Content>;
  readonly #messages = new Map<number, Message<Content>>();
  readonly #restated = new Map<number, Restatement>();
  /** Of a store that was closed in good order and not opened since. */
  #deliveredBeforeStop: ReadonlySet<number> | undefined;

  constructor(topology: TopologyCodec, content: ContentCodec<Content>) {
    this.#topology = topology;
    this.#content = content;
  }

  /** Numbers up to these have been used, though nothing may bear them any more. */
  used({ lastMessageId, lastQueueNumber }: LastNumbers): void {
    this.lastMessageId = Math.max(this.lastMessageId, lastMessageId);
    this.lastQueueNumber = Math.max(this.lastQueueNumber, lastQueueNumber);
  }

  record(type: number, bytes: Buffer, bodyAt: number, bodyEnd: number): void {
    const fields = new FieldReader(bytes, bodyAt, bodyEnd);
    const size = RECORD_HEAD_BYTES + bodyEnd - bodyAt;
    const body = () => bytes.toString("latin1", bodyAt, bodyEnd);
    switch (type) {
      case ENTRY.exchange:
        this.live.exchange(fields.text(), { body: body(), bytes: size });
        return;
      case ENTRY.exchangeDeleted:
        this.live.exchangeDeleted(fields.text());
        return;
      case ENTRY.queue: {
        const number = this.#queueNumber(fields);
        this.live.queue(fields.text(), { body: body(), bytes: size, number });
        return;
      }
      case ENTRY.queueDeleted:
        this.live.queueDeleted(this.#queueNumber(fields), fields.text());
        return;
      case ENTRY.bound:
        this.live.bound(this.#topology.readBinding(fields), { body: body(), bytes: size });
        return;
      case ENTRY.unbound:
        this.live.unbound(body());
        return;
      case ENTRY.message:
        this.#message(fields, size);
        return;
      case ENTRY.gone:
        while (fields.remaining > 0) this.#gone(fields.uint32(), fields.number());
        return;
      case ENTRY.restated:
        this.#restate(fields, size);
        return;
      case ENTRY.started:
        this.#deliveredBeforeStop = undefined;
        return;
      case ENTRY.stopped:
        this.#deliveredBeforeStop = new Set(numbers(fields));
        return;
    }
  }

  result(): Recovered<Content> {
    const fieldsOf = ({ body }: { readonly body: string }) => {
      const bytes = Buffer.from(body, "latin1");
      return new FieldReader(bytes, 0, bytes.length);
    };
    const { exchanges, queues, bindings } = this.live;
    return {
      exchanges: [...exchanges.values()].map((each) => this.#topology.readExchange(fieldsOf(each))),
      bindings: [...bindings.values()].map((each) => this.#topology.readBinding(fieldsOf(each))),
      queues: [...queues.values()].map((each) => {
        const { number, ...queue } = this.#topology.readQueue(fieldsOf(each));
        return { ...queue, messages: this.#messagesOf(number) };
      }),
      lastMessageId: this.lastMessageId,
    };
  }

  #queueNumber(fields: FieldReader): number {
    const number = fields.uint32();
    this.lastQueueNumber = Math.max(this.lastQueueNumber, number);
    return number;
  }

  #message(fields: FieldReader, size: number): void {
    const queueNumber = this.#queueNumber(fields);
    const id = fields.number();
    this.lastMessageId = Math.max(this.lastMessageId, id);
    this.live.message(queueNumber, id, size);
    this.#messages.set(id, readMessage(id, fields, this.#content));
  }

  #gone(queueNumber: number, id: number): void {
    this.live.gone(queueNumber, id);
    this.#messages.delete(id);
    this.#restated.delete(id);
  }

  #restate(fields: FieldReader, size: number): void {
    const queueNumber = fields.uint32();
    const restated = readRestatement(fields);
    this.live.restated(queueNumber, restated, size);
    this.#restated.set(restated.id, restated);
  }

  #messagesOf(queueNumber: number): readonly Message<Content>[] {
    const messages: Message<Content>[] = [];
    for (const id of this.live.messageIds(queueNumber)) {
      const message = this.#messages.get(id);
      if (message === undefined) throw new Error(`message ${id} counts but was not read`);
      const { position, deliveryCount, acquiredCount } = this.#restated.get(id) ?? {
        ...message,
        deliveryCount: 0,
      };
      messages.push({
        ...message,
        position,
        deliveryCount,
        acquiredCount,
        redelivered: this.#deliveredBeforeStop?.has(id) ?? true,
      });
    }
    return messages.sort((one, other) => one.position - other.position);
  }
}

/** Whether a record still counts: asked before the file it stands in is thrown away. */
export function stillCounts(
  live: LiveSet,
  type: number,
  {
    bytes,
    bodyAt,
    bodyEnd,
  }: { readonly bytes: Buffer; readonly bodyAt: number; readonly bodyEnd: number },
): boolean {
  const fields = new FieldReader(bytes, bodyAt, bodyEnd);
  const body = () => bytes.toString("latin1", bodyAt, bodyEnd);
  switch (type) {
    case ENTRY.exchange:
      return live.exchanges.get(fields.text())?.body === body();
    case ENTRY.queue: {
      const number = fields.uint32();
      return live.queues.get(fields.text())?.number === number;
    }
    case ENTRY.bound:
      return live.bindings.has(body());
    case ENTRY.message:
      return live.hasMessage(fields.uint32(), fields.number());
    case ENTRY.restated: {
      const queueNumber = fields.uint32();
      return live.isRestated(queueNumber, readRestatement(fields));
    }
    default:
      return false;
  }
}

function readRestatement(fields: FieldReader): Restatement {
  return {
    id: fields.number(),
    position: fields.number(),
    deliveryCount: fields.uint32(),
    acquiredCount: fields.uint32(),
  };
}

function* numbers(fields: FieldReader): Generator<number> {
  while (fields.remaining > 0) yield fields.number();
}
