import { ChannelError } from "#broker/amqp-error.ts";
import { Alarm, type Alarms } from "#broker/core/alarms.ts";

/** What the deadline needs of its virtual host. */
interface Deps {
  readonly now: () => number;
  readonly alarms: Alarms;
  /** How long a delivery may go without its acknowledgement. */
  readonly consumerTimeoutMs: number;
}

/** Sees to it that a channel acknowledges each delivery in time (CS19). */
export class AckDeadline {
  readonly #deps: Deps;
  readonly #alarm: Alarm;

  /**
   * @param channel its number, for the text.
   * @param oldestAtMs when what has been out longest was given; undefined when nothing is.
   * @param onMissed called when that is too long ago.
   */
  constructor(
    deps: Deps,
    channel: number,
    oldestAtMs: () => number | undefined,
    onMissed: (error: ChannelError) => void,
  ) {
    this.#deps = deps;
    this.#alarm = new Alarm(() => {
      const atMs = oldestAtMs();
      if (atMs === undefined) return;
      if (atMs + deps.consumerTimeoutMs > deps.now()) this.watch(atMs);
      else onMissed(missed(channel, deps.consumerTimeoutMs));
    });
  }

  /** Something was given. */
  watch(atMs: number): void {
    // One set already rings sooner, and sets itself again.
    if (this.#alarm.atMs !== undefined) return;
    const { alarms, consumerTimeoutMs } = this.#deps;
    alarms.set(this.#alarm, atMs + consumerTimeoutMs);
  }

  end(): void {
    this.#deps.alarms.cancel(this.#alarm);
  }
}

function missed(channel: number, timeoutMs: number): ChannelError {
  return new ChannelError(
    406,
    `delivery acknowledgement on channel ${channel} timed out. Timeout value used: ${timeoutMs} ms. ` +
      "This timeout value can be configured, see consumers doc guide to learn more",
  );
}
