import type { DataFiles } from "./data-files.ts";

/** Why nothing can be brought to disk. */
export interface DiskTrouble {
  readonly why: "removed" | "full" | "failing";
  /** Node's words, or how much is left. */
  readonly reason: string;
}

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
  readonly #onAlarm: (trouble: DiskTrouble | undefined) => void;
  readonly #timer: NodeJS.Timeout;
  /** What may be written before space is low. Not every file system says; then failing writes are all there is to go by. */
  #roomBytes = Infinity;
  #failure: DiskTrouble | undefined;
  #trouble: DiskTrouble | undefined;
  #isStopped = false;

  /**
   * @param pendingBytes what is to be written and has not been yet.
   * @param onAlarm given what is the matter, or that nothing is any more.
   */
  constructor(
    files: DataFiles,
    pendingBytes: () => number,
    onAlarm: (trouble: DiskTrouble | undefined) => void,
  ) {
    this.#files = files;
    this.#pendingBytes = pendingBytes;
    this.#onAlarm = onAlarm;
    this.#timer = setInterval(() => void this.check(), CHECK_EVERY_MS).unref();
  }

  get isSet(): boolean {
    return this.#trouble !== undefined;
  }

  async check(): Promise<void> {
    try {
      const { freeBytes, totalBytes } = await this.#files.space();
      this.#roomBytes = freeBytes - Math.min(LIMIT_BYTES, totalBytes * LIMIT_SHARE);
    } catch (error) {
      this.#roomBytes = Infinity;
      const trouble = troubleOf(error);
      if (trouble.why === "removed") this.#failure = trouble;
    }
    this.#update();
  }

  /** There is more to be written: between two checks a fast publisher fills any disk. */
  grown(): void {
    if (this.#pendingBytes() > this.#roomBytes) this.#update();
  }

  failed(error: unknown): void {
    this.#failure = troubleOf(error);
    this.#update();
  }

  written(bytes: number): void {
    this.#failure = undefined;
    this.#roomBytes -= bytes;
    this.#update();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#isStopped = true;
  }

  #update(): void {
    const trouble = this.#failure ?? this.#shortage;
    if (trouble?.why === this.#trouble?.why || this.#isStopped) return;
    this.#trouble = trouble;
    this.#onAlarm(trouble);
  }

  get #shortage(): DiskTrouble | undefined {
    if (this.#pendingBytes() <= this.#roomBytes) return undefined;
    return { why: "full", reason: `less than ${LIMIT_BYTES / 1_000_000} MB are left` };
  }
}

function troubleOf(error: unknown): DiskTrouble {
  const reason = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return { why: "removed", reason };
  return { why: code === "ENOSPC" || code === "EDQUOT" ? "full" : "failing", reason };
}
