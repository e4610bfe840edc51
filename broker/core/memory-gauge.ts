/** What a message costs beside its body, measured: docs/spec/limits.md, LI3. */
export const MESSAGE_OVERHEAD_BYTES = 600;
/** The alarm ends when this share of the watermark is reached again. */
const RELIEF = 0.9;

/**
 * Estimates what the messages in queues occupy, ready and unacked, and says when it is too much.
 * A body shared by several queues is counted in each.
 */
export class MemoryGauge {
  readonly #watermarkBytes: number;
  readonly #onAlarm: (isRaised: boolean) => void;
  #bytes = 0;
  #isHigh = false;

  constructor(watermarkBytes: number, onAlarm: (isRaised: boolean) => void) {
    this.#watermarkBytes = watermarkBytes;
    this.#onAlarm = onAlarm;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(bytes: number): void {
    this.#bytes += bytes;
    if (!this.#isHigh && this.#bytes >= this.#watermarkBytes) this.#turn(true);
  }

  remove(bytes: number): void {
    this.#bytes -= bytes;
    if (this.#isHigh && this.#bytes < this.#watermarkBytes * RELIEF) this.#turn(false);
  }

  #turn(isHigh: boolean): void {
    this.#isHigh = isHigh;
    this.#onAlarm(isHigh);
  }
}

export function occupiedBytes({
  publication,
}: {
  readonly publication: { readonly bodyBytes: number };
}): number {
  return publication.bodyBytes + MESSAGE_OVERHEAD_BYTES;
}
