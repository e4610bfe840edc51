import { setImmediate as nextTurn } from "node:timers/promises";
import type { DataFiles } from "./data-files.ts";
import type { EntryWriter } from "./entry-writer.ts";
import type { LiveSet } from "./live-set.ts";
import type { Log } from "./log.ts";
import { ENTRY } from "./entry.ts";
import { readRecords, RECORD_HEAD_BYTES } from "./record.ts";
import { stillCounts } from "./recovery.ts";
import { droppedBody, SEGMENT_RECORDS_AT, segmentName, type Segment } from "./segment.ts";

/** So much of an old file is looked through in one turn of the event loop. */
const SLICE_BYTES = 256 * 1024;

export interface CleanerDeps<Content> {
  readonly files: DataFiles;
  readonly log: Log<Content>;
  readonly entries: EntryWriter<Content>;
  readonly live: LiveSet;
  /** Resolves when all that was told is on disk. */
  readonly allSafe: () => Promise<void>;
  /** Less garbage than this is left alone. */
  readonly minGarbageBytes: number;
  readonly onDefect: (error: unknown) => void;
}

/**
 * Gives back the space of what no longer counts. When more than half of the log is garbage, its oldest file goes:
 * what still counts there is written once more at the end of the log, and when that is safe the file is removed;
 * then the next, until little garbage is left. At every moment the files hold all there is, so
 * nothing has to be made whole after a crash.
 */
export class Cleaner<Content> {
  readonly #deps: CleanerDeps<Content>;
  #isRunning = false;
  #stopped = false;
  #dropping: Promise<void> = Promise.resolve();

  constructor(deps: CleanerDeps<Content>) {
    this.#deps = deps;
  }

  /** Begins to clean if there is enough to gain. */
  consider(minGarbageBytes = this.#deps.minGarbageBytes): void {
    if (this.#isRunning || this.#stopped) return;
    if (this.#garbageBytes < minGarbageBytes || this.#garbageShare <= 1 / 2) return;
    this.#isRunning = true;
    this.#clean()
      .catch(this.#deps.onDefect)
      .finally(() => {
        this.#isRunning = false;
      });
  }

  /** What it has begun is left as it is; no file is touched any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#dropping;
  }

  get #garbageBytes(): number {
    return this.#deps.log.totalBytes - this.#deps.live.bytes;
  }

  get #garbageShare(): number {
    return this.#garbageBytes / this.#deps.log.totalBytes;
  }

  async #clean(): Promise<void> {
    const { log } = this.#deps;
    for (let files = log.segments.length; files > 0; files--) {
      const [oldest] = log.segments;
      if (oldest === undefined || this.#stopped || this.#garbageShare < 1 / 4) return;
      if (log.segments.length === 1) await log.seal();
      await this.#rescue(oldest);
      await this.#announceEnd(oldest);
      this.#dropping = this.#drop(oldest);
      await this.#dropping;
    }
  }

  /** A first file that is missing and was not to go is missed at the next start. */
  async #announceEnd(segment: Segment): Promise<void> {
    if (this.#stopped) return;
    const { log, entries, allSafe } = this.#deps;
    entries.entry(ENTRY.dropped, droppedBody(segment.number));
    log.written();
    await allSafe();
  }

  async #drop(segment: Segment): Promise<void> {
    if (!this.#stopped) await this.#deps.log.drop(segment);
  }

  /** Writes what still counts in the segment once more, and waits until that, and what made the rest garbage, is safe. */
  async #rescue(segment: Segment): Promise<void> {
    const { files, log, entries, live, allSafe } = this.#deps;
    const name = segmentName(segment.number);
    const bytes = await files.read(name);
    for (let at = SEGMENT_RECORDS_AT; at < bytes.length && !this.#stopped;) {
      const until = Math.min(at + SLICE_BYTES, bytes.length);
      const end = readRecords(
        bytes,
        at,
        (type, bodyAt, bodyEnd) => {
          if (!stillCounts(live, type, { bytes, bodyAt, bodyEnd })) return;
          entries.copy(bytes.subarray(bodyAt - RECORD_HEAD_BYTES, bodyEnd));
        },
        until,
      );
      if (end.how !== "clean") throw new Error(`${name} is damaged at ${end.at}: it is kept`);
      at = end.at;
      log.written();
      await allSafe();
      await nextTurn();
    }
  }
}
