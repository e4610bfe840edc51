import { Alarm, type Alarms } from "#broker/core/alarms.ts";

/** Where something was missed, it looks again so much later, as RabbitMQ 4.3. */
const LOOKS_AGAIN_MS = 1000;

/** What the deadline needs of its virtual host. */
interface Deps {
  readonly now: () => number;
  readonly alarms: Alarms;
}

/** Sees to it that a channel acknowledges each delivery in time (CS19, QQ23). */
export class AckDeadline {
  readonly #deps: Deps;
  readonly #alarm: Alarm;

  /**
   * @param firstDueAtMs when the next acknowledgement is due; Infinity when none is.
   * @param onMissed called when that is past.
   */
  constructor(deps: Deps, firstDueAtMs: () => number, onMissed: () => void) {
    this.#deps = deps;
    this.#alarm = new Alarm(() => {
      const soonestMs = firstDueAtMs() > deps.now() ? 0 : deps.now() + LOOKS_AGAIN_MS;
      if (soonestMs > 0) onMissed();
      this.watch(Math.max(firstDueAtMs(), soonestMs));
    });
  }

  /** Something was given. */
  watch(dueAtMs: number): void {
    // One that rings sooner sets itself again.
    if (dueAtMs >= (this.#alarm.atMs ?? Infinity)) return;
    this.#deps.alarms.set(this.#alarm, dueAtMs);
  }

  end(): void {
    this.#deps.alarms.cancel(this.#alarm);
  }
}
