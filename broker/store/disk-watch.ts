import type { DataFiles } from "./data-files.ts";

const CHECK_EVERY_MS = 1_000;
/** RabbitMQ's disk_free_limit; on a small volume a tenth of it. */
const LIMIT_BYTES = 50_000_000;
const LIMIT_SHARE = 1 / 10;

/**
 * Says when disk space runs low, early enough that what is not a publish can still be written,
 * and when a write has failed; and when neither is so any more.
 */
export class DiskWatch {
  readonly #files: DataFiles;
  readonly #pendingBytes: () => number;
  readonly #onAlarm: (isSet: boolean) => void;
  readonly #timer: NodeJS.Timeout;
  /** What may be written before space is low. Not every file system says; then failing writes are all there is to go by. */
  #roomBytes = Infinity;
  #isFailing = false;
  #isSet = false;
  #isStopped = false;

  /** @param pendingBytes what is to be written and has not been yet. */
  constructor(files: DataFiles, pendingBytes: () => number, onAlarm: (isSet: boolean) => void) {
    this.#files = files;
    this.#pendingBytes = pendingBytes;
    this.#onAlarm = onAlarm;
    this.#timer = setInterval(() => void this.check(), CHECK_EVERY_MS).unref();
  }

  get isSet(): boolean {
    return this.#isSet;
  }

  async check(): Promise<void> {
    try {
      const { freeBytes, totalBytes } = await this.#files.space();
      this.#roomBytes = freeBytes - Math.min(LIMIT_BYTES, totalBytes * LIMIT_SHARE);
    } catch {
      this.#roomBytes = Infinity;
    }
    this.#update();
  }

  /** There is more to be written: between two checks a fast publisher fills any disk. */
  grown(): void {
    if (this.#pendingBytes() > this.#roomBytes) this.#update();
  }

  failed(): void {
    this.#isFailing = true;
    this.#update();
  }

  written(bytes: number): void {
    this.#isFailing = false;
    this.#roomBytes -= bytes;
    this.#update();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#isStopped = true;
  }

  #update(): void {
    const isSet = this.#isFailing || this.#pendingBytes() > this.#roomBytes;
    if (isSet === this.#isSet || this.#isStopped) return;
    this.#isSet = isSet;
    this.#onAlarm(isSet);
  }
}
