import { EntryWriter } from "./entry-writer.ts";
import type { ContentCodec } from "./message-codec.ts";
import type { Chunks } from "./record-writer.ts";

/** What they all may take of the memory meanwhile. */
const MOST_BYTES = 16 * 1024 * 1024;

/** When a queue's entries are due: when it was quiet for so long, or there are so many. */
export interface Deferral {
  readonly quietMs: number;
  readonly entries: number;
}

export interface DeferredEntriesOptions<Content> {
  readonly deferral: Deferral;
  readonly codec: ContentCodec<Content>;
  /** There are more of them. */
  readonly onGrown: () => void;
  /** Takes them. */
  readonly onDue: () => void;
}

interface DeferredQueue {
  entries: number;
  lastToldMs: number;
}

/** What happened to queues and nobody waits for on disk, until it is due (ST14). All that is deferred is due together. */
export class DeferredEntries<Content> {
  readonly writer: EntryWriter<Content>;
  readonly #deferral: Deferral;
  readonly #onGrown: () => void;
  readonly #onDue: () => void;
  /** By number. */
  readonly #queues = new Map<number, DeferredQueue>();
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Immediate | undefined;

  constructor({ codec, deferral, onGrown, onDue }: DeferredEntriesOptions<Content>) {
    this.writer = new EntryWriter(codec);
    this.#deferral = deferral;
    this.#onGrown = onGrown;
    this.#onDue = onDue;
  }

  /** There is a new entry of a queue. */
  told(queueNumber: number): void {
    const queue = this.#queues.get(queueNumber) ?? { entries: 0, lastToldMs: 0 };
    queue.entries += 1;
    queue.lastToldMs = performance.now();
    this.#queues.set(queueNumber, queue);
    this.#onGrown();
    this.#timer ??= this.#wakeIn(this.#deferral.quietMs);
    if (queue.entries >= this.#deferral.entries || this.writer.pendingBytes > MOST_BYTES) {
      this.#onDue();
    }
  }

  has(queueNumber: number): boolean {
    return this.#queues.has(queueNumber);
  }

  take(): Chunks {
    this.stop();
    this.#queues.clear();
    return this.writer.take();
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#look);
    this.#timer = undefined;
  }

  #wakeIn(delayMs: number): NodeJS.Timeout {
    return setTimeout(() => {
      // Behind what has come in meanwhile: we, not the queue, may have been still.
      this.#look = setImmediate(() => {
        const quietMs = performance.now() - this.#longestQuietSinceMs;
        const leftMs = this.#deferral.quietMs - quietMs;
        if (leftMs <= 0) this.#onDue();
        else this.#timer = this.#wakeIn(Math.ceil(leftMs));
      });
    }, delayMs);
  }

  get #longestQuietSinceMs(): number {
    let since = Infinity;
    for (const { lastToldMs } of this.#queues.values()) since = Math.min(since, lastToldMs);
    return since;
  }
}
