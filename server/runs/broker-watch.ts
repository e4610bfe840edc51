import type { AtMs } from "#shared/kernel/moment.ts";
import type { WallClock } from "#shared/kernel/wall-clock.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";

/** What two looks agree on is told within two seconds. */
const LOOK_EVERY_MS = 600;
/** A broker that takes longer to answer a look is silent. */
const SILENT_MS = 3000;
/** A server that stood still itself reads what came meanwhile before it says so. */
const READ_MS = 200;

export interface BrokerWatchDeps {
  readonly wall: WallClock;
  readonly report: (event: RunEvent) => void;
  readonly labMs: () => AtMs;
  /** Asks once; never rejects. @returns whether the broker answered: else its loss is told elsewhere. */
  readonly look: () => Promise<boolean>;
}

/** Asks the broker again and again, gently, for as long as it is not stopped, and tells when it doesn't answer. */
export class BrokerWatch {
  #deps: BrokerWatchDeps;
  #cancel: (() => void) | null = null;
  #isSilent = false;
  #stopped = false;

  constructor(deps: BrokerWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.wall.setTimer(LOOK_EVERY_MS, () => {
      void this.#look().then(() => {
        this.start();
      });
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #look(): Promise<void> {
    const { wall, labMs, look } = this.#deps;
    const sinceMs = labMs();
    const beSilent = () => {
      this.#isSilent = true;
      this.#tell({ type: "broker-silent", sinceMs });
    };
    let cancel = wall.setTimer(SILENT_MS - READ_MS, () => {
      cancel = wall.setTimer(READ_MS, beSilent);
    });
    const isAnswered = await look();
    cancel();
    if (this.#isSilent && isAnswered) this.#tell({ type: "broker-answered" });
    this.#isSilent = false;
  }

  #tell(event: RunEvent): void {
    if (!this.#stopped) this.#deps.report(event);
  }
}
