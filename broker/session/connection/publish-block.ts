import type { ResourceAlarms } from "./resource-alarms.ts";

/** Whether a connection is kept from publishing, because the broker is low on something. */
export class PublishBlock {
  readonly #alarms: ResourceAlarms;
  readonly #onOver: () => void;
  #forget: (() => void) | undefined;
  #isOver = false;

  /** @param onOver called in the midst of whatever ended the alarm: only remember to {@link lift}. */
  constructor(alarms: ResourceAlarms, onOver: () => void) {
    this.#alarms = alarms;
    this.#onOver = onOver;
  }

  get isBlocked(): boolean {
    return this.#forget !== undefined;
  }

  /** The connection has sent content. @returns whether that gets it blocked. */
  published(): boolean {
    if (!this.#alarms.isRaised || this.isBlocked) return false;
    this.#forget = this.#alarms.whenOver(() => {
      this.#isOver = true;
      this.#onOver();
    });
    return true;
  }

  /** @returns whether it was blocked, and the alarm is over. */
  lift(): boolean {
    const wasOver = this.#isOver;
    if (wasOver) this.forget();
    return wasOver;
  }

  /** Waits for nothing any more. */
  forget(): void {
    this.#forget?.();
    this.#forget = undefined;
    this.#isOver = false;
  }
}
