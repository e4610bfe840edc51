import type { RunEvent } from "#shared/run-log/run-event.ts";
import { replyTextOf, type BrokerConnection } from "./connection.ts";
import type { Delivery } from "./delivery.ts";
import { Work, type WorkClock } from "./work.ts";

interface LatePorts {
  readonly report: (event: RunEvent) => void;
  readonly clock: WorkClock;
}

/** The task a worker was at when the broker took it for dead, and gave the task to somebody else. */
export class LateWork {
  readonly delivery: Delivery;
  readonly #leftMs: number;
  #cancel: () => void = () => undefined;

  /** @param leftMs work left to do, in milliseconds at speed 1. */
  constructor(delivery: Delivery, leftMs: number) {
    this.delivery = delivery;
    this.#leftMs = leftMs;
  }

  /** Does what is left of it, as a program does that has noticed nothing. Resolves when done, or cancelled. */
  finish(speed: number, { report, clock }: LatePorts): Promise<void> {
    const { ref } = this.delivery;
    report({ type: "late-work-started", ...ref });
    return new Promise((resolve) => {
      const work = new Work(clock, { serviceMs: this.#leftMs, speed }, () => {
        report({ type: "finished", ...ref });
        resolve();
      });
      this.#cancel = () => {
        work.cancel();
        resolve();
      };
    });
  }

  cancel(): void {
    this.#cancel();
  }
}

/**
 * Acknowledges a delivery on a channel that never had it, as a program does that has connected anew
 * meanwhile: the broker closes the channel with 406 (DQ20).
 */
export async function ackLate(
  connection: BrokerConnection,
  { ref, message }: Delivery,
  report: (event: RunEvent) => void,
): Promise<void> {
  const channel = await connection.openChannel();
  const refused = new Promise<void>((resolve) => {
    channel.once("error", (error: Error & { readonly code?: number }) => {
      report({
        type: "ack-refused",
        ...ref,
        replyCode: error.code ?? 0,
        replyText: replyTextOf(error),
      });
    });
    channel.once("close", resolve);
  });
  channel.ack(message);
  await refused;
}
