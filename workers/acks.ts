import type { RunEvent } from "#shared/run-log/run-event.ts";
import { replyTextOf, type BrokerConnection } from "./connection.ts";
import type { Delivery } from "./delivery.ts";

/** What a worker tells the broker of its deliveries, and the log that it did. */
export class Acks {
  #report: (event: RunEvent) => void;
  /** Done, and not acknowledged: the broker takes them back when their channel closes. */
  #forgotten: Delivery[] = [];

  constructor(report: (event: RunEvent) => void) {
    this.#report = report;
  }

  ack({ ref, channel, message }: Delivery): void {
    channel.ack(message);
    this.#report({ type: "acked", ...ref });
  }

  forget(delivery: Delivery): void {
    this.#forgotten.push(delivery);
  }

  giveBack(delivery: Delivery): void {
    this.refuse(delivery, "nack", true);
  }

  refuse({ ref, channel, message }: Delivery, how: "nack" | "reject", requeue: boolean): void {
    if (how === "nack") channel.nack(message, false, requeue);
    else channel.reject(message, requeue);
    this.#report({ type: how === "nack" ? "nacked" : "rejected", ...ref, requeue });
  }

  /** Before their channel closes, so that the log has it as the broker has. */
  giveBackForgotten(): void {
    for (const delivery of this.#forgotten.splice(0)) this.giveBack(delivery);
  }

  /**
   * Acknowledges a delivery on a channel that never had it, as a program does that has connected anew
   * meanwhile: the broker closes the channel with 406 (DQ20).
   */
  async ackLate(
    { ref, message }: Delivery,
    connection: Pick<BrokerConnection, "openChannel"> | null,
  ): Promise<void> {
    const channel = await connection?.openChannel();
    if (!channel) return;
    const refused = new Promise<void>((resolve) => {
      channel.once("error", (error: Error & { readonly code?: number }) => {
        const { code: replyCode = 0 } = error;
        this.#report({ type: "ack-refused", ...ref, replyCode, replyText: replyTextOf(error) });
      });
      channel.once("close", resolve);
    });
    channel.ack(message);
    await refused;
  }
}
