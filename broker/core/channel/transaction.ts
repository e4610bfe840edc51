import type { Delivery } from "./delivery.ts";
import type { Publication } from "#broker/core/publication.ts";
import type { Queue } from "#broker/core/queue/queue.ts";

/** What is done with messages a channel holds. */
export type Settlement = "ack" | "reject" | "rejectFailed" | "requeue" | "requeueFailed";

interface Published<Content> {
  readonly publication: Publication<Content>;
  readonly mandatory: boolean;
  /** Where it was routed when it was published; undefined = to be routed at the commit. */
  readonly queues: readonly Queue<Content>[] | undefined;
}

interface Settled<Content> {
  readonly how: Settlement;
  readonly deliveries: Delivery<Content>[];
}

/** What a transactional channel has said and not committed. */
export class Transaction<Content> {
  #published: Published<Content>[] = [];
  #settled: Settled<Content>[] = [];

  publish(published: Published<Content>): void {
    this.#published.push(published);
  }

  /** Those settled alike, one after the other, are settled together (DQ22). */
  settle(deliveries: readonly Delivery<Content>[], how: Settlement): void {
    const last = this.#settled.at(-1);
    if (last?.how === how) last.deliveries.push(...deliveries);
    else this.#settled.push({ how, deliveries: [...deliveries] });
  }

  takePublished(): readonly Published<Content>[] {
    const published = this.#published;
    this.#published = [];
    return published;
  }

  takeSettled(): readonly Settled<Content>[] {
    const settled = this.#settled;
    this.#settled = [];
    return settled;
  }
}
