import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import type { ConnectionLoss } from "./connection.ts";
import {
  newPublisher,
  publisherStep,
  type Astray,
  type SentBefore,
  type PublisherState,
  type PublisherStimulus,
  type PublishingMode,
} from "./machine/publisher-machine.ts";
import { PublisherLine } from "./publisher-line.ts";

export interface PublisherOptions {
  readonly connectionName: string;
  readonly arm: ArmId;
  readonly queue: string;
}

export interface PublisherDeps {
  readonly report: (event: RunEvent) => void;
  readonly onLost: (loss: ConnectionLoss) => void;
}

/** A publisher of the machine's, on a line to a broker. Keeps what it could not send over as many connections as it takes. */
export class Publisher {
  #options: PublisherOptions;
  #deps: PublisherDeps;
  #state: PublisherState;
  /** The last one it opened. */
  #line: PublisherLine | null = null;

  constructor(options: PublisherOptions, deps: PublisherDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#state = newPublisher(options.arm, options.queue);
  }

  get line(): PublisherLine | null {
    return this.#line;
  }

  get unsent(): number {
    return this.#state.is === "away" ? this.#state.unsent.length : 0;
  }

  /** @throws Error when the broker cannot be reached. */
  async connect(url: string): Promise<void> {
    this.kill();
    const { connectionName, queue } = this.#options;
    this.#line = await PublisherLine.open(
      { url, connectionName, queue },
      {
        hear: (stimulus) => {
          this.#hear(stimulus);
        },
        onLost: (loss) => {
          this.#hear({ type: "broker-lost" });
          this.#deps.onLost(loss);
        },
      },
    );
  }

  /** Its queue is declared: sends what waited, and what comes from now on. @param again sent before, in vain. */
  begin(mode: PublishingMode, again: readonly SentBefore[] = []): void {
    this.#hear({ type: "ready", mode, again });
  }

  publish(task: NumberedTask, mode: PublishingMode): void {
    this.#hear({ type: "publish", task, mode });
  }

  /** @returns false when nothing was sent. */
  publishAstray(astray: Astray, mode: PublishingMode): boolean {
    this.#hear({ type: "publish-astray", astray, mode });
    return this.#state.is === "ready";
  }

  /** Its connection dies. */
  kill(): void {
    this.#hear({ type: "broker-lost" });
    this.#line?.kill();
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  #hear(stimulus: PublisherStimulus): void {
    const { state, reports, send } = publisherStep(this.#state, stimulus);
    this.#state = state;
    for (const report of reports) this.#deps.report(report);
    for (const one of send) this.#line?.send(one);
  }
}
