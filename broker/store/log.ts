import { setTimeout as delay } from "node:timers/promises";
import type { DataFile, DataFiles } from "./data-files.ts";
import type { EntryWriter } from "./entry-writer.ts";
import type { Chunks } from "./record-writer.ts";
import {
  SEALED_RECORD,
  segmentName,
  segmentStart,
  type LastNumbers,
  type Segment,
} from "./segment.ts";

/** A write that failed is tried again after this long, until it succeeds. */
const RETRY_MS = 250;

export interface LogDeps<Content> {
  readonly files: DataFiles;
  readonly entries: EntryWriter<Content>;
  /** `os`: on disk as soon as the operating system has it. That outlives the process, not a power failure. */
  readonly durability: "fsync" | "os";
  /** A file longer than this is followed by another. */
  readonly segmentBytes: number;
  readonly lastNumbers: () => LastNumbers;
  /** There is more to be written. */
  readonly onGrown: () => void;
  /** A group of so many octets was written; or could not be, with Node's error, and will be tried again. */
  readonly onWritten: (bytes: number) => void;
  readonly onFailed: (error: unknown) => void;
  readonly onDefect: (error: unknown) => void;
}

/**
 * Brings entries to disk in groups: while one group is being written, the next gathers. What is told in one turn
 * of the event loop is in one group.
 */
export class Log<Content> {
  readonly #deps: LogDeps<Content>;
  readonly #segments: Segment[];
  #file: DataFile;
  #state: "idle" | "scheduled" | "writing" | "stopped" = "idle";
  #writing: Promise<void> = Promise.resolve();
  #inFlightBytes = 0;
  /** To be called when the group under way is safe; undefined when there is none. */
  #inFlight: (() => void)[] | undefined;
  /** To be called when the group that gathers is safe. */
  #waiting: (() => void)[] = [];
  #sealWanted = false;

  /** @param file the last segment's. */
  constructor(deps: LogDeps<Content>, segments: Segment[], file: DataFile) {
    this.#deps = deps;
    this.#segments = segments;
    this.#file = file;
  }

  get segments(): readonly Segment[] {
    return this.#segments;
  }

  get totalBytes(): number {
    return this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Octets written by entries and not yet safe. */
  get pendingBytes(): number {
    return this.#inFlightBytes + this.#deps.entries.pendingBytes;
  }

  /** There are new entries. */
  written(): void {
    this.#deps.onGrown();
    if (this.#state !== "idle") return;
    this.#state = "scheduled";
    setImmediate(() => {
      if (this.#state !== "scheduled") return;
      this.#state = "writing";
      this.#writing = this.#writeAll();
    });
  }

  /** Calls `then` when all entries so far are on disk; at once if they are. */
  whenSafe(then: () => void): void {
    if (this.#hasWork) this.#waiting.push(then);
    else if (this.#inFlight === undefined) then();
    else this.#inFlight.push(then);
  }

  safe(): Promise<void> {
    return new Promise((resolve) => {
      this.whenSafe(resolve);
    });
  }

  /** Entries to come go into a new segment. */
  async seal(): Promise<void> {
    this.#sealWanted = true;
    this.written();
    await this.safe();
  }

  /** @param oldest the first of the segments: nothing in it counts any more, and that is safe. */
  async drop(oldest: Segment): Promise<void> {
    await this.#deps.files.remove(segmentName(oldest.number));
    this.#segments.shift();
  }

  /** What is not written yet never will be. Resolves when the file is closed. */
  async stop(): Promise<void> {
    this.#state = "stopped";
    await this.#writing;
    await this.#file.close();
  }

  get #hasWork(): boolean {
    return this.#sealWanted || this.#deps.entries.pendingBytes > 0;
  }

  get #isStopped(): boolean {
    return this.#state === "stopped";
  }

  async #writeAll(): Promise<void> {
    while ((this.#hasWork || this.#waiting.length > 0) && !this.#isStopped) {
      const group = this.#deps.entries.take();
      this.#inFlightBytes = group.bytes;
      const inFlight = this.#waiting;
      this.#inFlight = inFlight;
      this.#waiting = [];
      if (!(await this.#persist(group))) return;
      this.#inFlightBytes = 0;
      // Also those who ask meanwhile: each in turn.
      for (const then of inFlight) this.#call(then);
      this.#inFlight = undefined;
      this.#call(() => {
        this.#deps.onWritten(group.bytes);
      });
    }
    if (!this.#isStopped) this.#state = "idle";
  }

  /** @returns whether it is safe; false when the log was stopped before. */
  async #persist(group: Chunks): Promise<boolean> {
    while (!this.#isStopped) {
      try {
        if (this.#sealWanted || this.#current.bytes >= this.#deps.segmentBytes) {
          await this.#startSegment();
        }
        // From where all is known to be good: whatever a failed attempt left is written over, and so reaches
        // the disk even if the operating system has given up on it.
        await this.#write(this.#file, group.chunks, this.#current.bytes);
        this.#current.bytes += group.bytes;
        return !this.#isStopped;
      } catch (error) {
        this.#call(() => {
          this.#deps.onFailed(error);
        });
        await delay(RETRY_MS);
      }
    }
    return false;
  }

  async #startSegment(): Promise<void> {
    const { files, lastNumbers } = this.#deps;
    const number = this.#current.number + 1;
    const oldest = this.#segments[0]?.number ?? number;
    const start = segmentStart(number, oldest, lastNumbers());
    // The seal comes last: behind a sealed file there is always another, so one that is missing is missed.
    await files.put(segmentName(number), start);
    const file = await files.open(segmentName(number));
    try {
      await this.#write(this.#file, [SEALED_RECORD], this.#current.bytes);
      await this.#file.close();
    } catch (error) {
      await file.close();
      throw error;
    }
    this.#current.bytes += SEALED_RECORD.length;
    this.#segments.push({ number, bytes: start.length });
    this.#file = file;
    this.#sealWanted = false;
  }

  async #write(file: DataFile, chunks: readonly Uint8Array[], at: number): Promise<void> {
    if (chunks.length > 0) await file.write(chunks, at);
    if (this.#deps.durability === "fsync") await file.sync();
  }

  get #current(): Segment {
    const current = this.#segments.at(-1);
    if (current === undefined) throw new Error("the log has no file");
    return current;
  }

  #call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#deps.onDefect(error);
    }
  }
}
