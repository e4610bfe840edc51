import { ConnectionError } from "#broker/amqp-error.ts";
import type { Delivery } from "./delivery.ts";
import type { Publication, PublishOutcome } from "#broker/core/publication.ts";
import type { Queue } from "#broker/core/queue/queue.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";

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

type Publish<Content> = (
  publication: Publication<Content>,
  mandatory: boolean,
  queues: readonly Queue<Content>[],
) => PublishOutcome;

/** What a transactional channel has said and not committed. */
export class Transaction<Content> {
  readonly #host: VirtualHost<Content>;
  #published: Published<Content>[] = [];
  #settled: Settled<Content>[] = [];

  constructor(host: VirtualHost<Content>) {
    this.#host = host;
  }

  /** @param queues where it is routed now. */
  publish(
    publication: Publication<Content>,
    mandatory: boolean,
    queues: readonly Queue<Content>[],
  ): void {
    // On 3.10 the default exchange names queues, and whose names they are is seen at the commit (TX19).
    const isLate = publication.exchange === "" && this.#host.release.routesDefaultAtCommit;
    this.#published.push({ publication, mandatory, queues: isLate ? undefined : queues });
  }

  /** Those settled alike, one after the other, are settled together (DQ22). */
  settle(deliveries: readonly Delivery<Content>[], how: Settlement): void {
    const last = this.#settled.at(-1);
    if (last?.how === how) last.deliveries.push(...deliveries);
    else this.#settled.push({ how, deliveries: [...deliveries] });
  }

  /**
   * Publishes what was kept, as far as its queues are still there.
   *
   * @returns what became of it all together.
   * @throws 506 where the release ends the connection for a queue that has gone.
   */
  commitPublished(publish: Publish<Content>): PublishOutcome {
    const published = this.#published;
    this.#published = [];
    const total = { routed: 0, stored: false, refused: false };
    for (const { publication, mandatory, queues } of published) {
      const now = queues && this.#stillThere(queues);
      const isPartial =
        now?.length !== queues?.length && this.#host.release.commitToDeletedEnds !== undefined;
      total.refused ||= isPartial;
      const { routed, stored, refused } = publish(
        publication,
        mandatory && !isPartial,
        now ?? this.#host.route(publication),
      );
      total.routed += routed;
      total.stored ||= stored;
      total.refused ||= refused;
    }
    return total;
  }

  takeSettled(): readonly Settled<Content>[] {
    const settled = this.#settled;
    this.#settled = [];
    return settled;
  }

  /** @returns what it was to settle; its publications are lost. */
  rollback(): readonly Delivery<Content>[] {
    this.#published = [];
    return this.takeSettled().flatMap(({ deliveries }) => deliveries);
  }

  /** Those of them that a commit reaches: on 3.10 any of their names, later those very queues. */
  #stillThere(queues: readonly Queue<Content>[]): readonly Queue<Content>[] {
    const { commitToDeletedEnds } = this.#host.release;
    return queues.flatMap((queue) => {
      const found = this.#host.queueNamed(queue.name);
      if (found === queue || (found !== undefined && commitToDeletedEnds === undefined))
        return found;
      if (found !== undefined || commitToDeletedEnds !== "connection") return [];
      throw new ConnectionError(
        506,
        `failed to deliver message: {not_found,\n                               {resource,<<"${this.#host.name}">>,queue,<<"${queue.name}">>}}`,
      );
    });
  }
}
