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
  readonly #onAlarm: (isSet: boolean) => void;
  readonly #timer: NodeJS.Timeout;
  #isLow = false;
  #isFailing = false;
  #isSet = false;
  #isStopped = false;

  constructor(files: DataFiles, onAlarm: (isSet: boolean) => void) {
    this.#files = files;
    this.#onAlarm = onAlarm;
    this.#timer = setInterval(() => void this.check(), CHECK_EVERY_MS).unref();
  }

  get isSet(): boolean {
    return this.#isSet;
  }

  async check(): Promise<void> {
    try {
      const { freeBytes, totalBytes } = await this.#files.space();
      this.#isLow = freeBytes < Math.min(LIMIT_BYTES, totalBytes * LIMIT_SHARE);
    } catch {
      // Not every file system says; then a failing write is all there is to go by.
      this.#isLow = false;
    }
    this.#update();
  }

  failed(): void {
    this.#isFailing = true;
    this.#update();
  }

  written(): void {
    this.#isFailing = false;
    this.#update();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#isStopped = true;
  }

  #update(): void {
    const isSet = this.#isLow || this.#isFailing;
    if (isSet === this.#isSet || this.#isStopped) return;
    this.#isSet = isSet;
    this.#onAlarm(isSet);
  }
}
