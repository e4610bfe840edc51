import type { Arguments } from "./arguments.ts";
import { goesRound, withDeath, type Death, type DeathReason } from "./deaths.ts";
import { withDeathByRecency } from "./deaths-by-recency.ts";
import type { Release } from "./release.ts";
import type { VirtualHostDeps } from "./virtual-host-deps.ts";
import type { Publication } from "./publication.ts";
import type { QueueProperties } from "./queue/queue-properties.ts";

interface Destination<Content> {
  readonly name: string;
  readonly publish: (publication: Publication<Content>) => void;
}

/** What dead-lettering needs of its virtual host. */
interface Deps<Content> extends Pick<
  VirtualHostDeps<Content>,
  "now" | "propertiesOf" | "reheaded"
> {
  readonly release: Release;
  readonly hasExchange: (name: string) => boolean;
  readonly route: (publication: Publication<Content>) => readonly Destination<Content>[];
}

export interface Letter<Content> {
  readonly from: Pick<QueueProperties, "name" | "settings">;
  readonly publication: Publication<Content>;
  readonly reason: DeathReason;
  /** How often it failed, here and before. */
  readonly failures: number;
  /** Called when the letter is where it goes; `wasSent` false: there is no such exchange. */
  readonly then: (wasSent: boolean) => void;
}

/**
 * Messages on their way from the queue that dropped them to its dead letter exchange. They wait until
 * what is being done is done: no queue is given one while it, or another, is in the middle of something.
 *
 * @see rabbit_dead_letter of https://github.com/rabbitmq/rabbitmq-server
 */
export class DeadLetters<Content> {
  readonly #deps: Deps<Content>;
  readonly #waiting: Letter<Content>[] = [];
  #isHeld = false;

  constructor(deps: Deps<Content>) {
    this.#deps = deps;
  }

  post(letter: Letter<Content>): void {
    this.#waiting.push(letter);
  }

  /** Nothing is sent until {@link release}. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
    this.send();
  }

  /** Sends what waits, and what comes of that; nothing while they are held, or already being sent. */
  send(): void {
    if (this.#isHeld || this.#waiting.length === 0) return;
    this.#isHeld = true;
    try {
      // What is posted meanwhile comes at the end.
      for (const letter of this.#waiting) letter.then(this.#deliver(letter));
    } finally {
      this.#waiting.length = 0;
      this.#isHeld = false;
    }
  }

  #deliver({ from, publication, reason, failures }: Letter<Content>): boolean {
    const { deadLetterExchange: exchange, deadLetterRoutingKey: key } = from.settings;
    if (exchange === undefined || !this.#deps.hasExchange(exchange)) return false;
    const properties = this.#deps.propertiesOf(publication.content);
    const { keepsDeaths } = this.#deps.release;
    const death: Death = {
      reason,
      queue: from.name,
      exchange: publication.exchange,
      routingKey: publication.routingKey,
      timeSeconds: Math.floor(this.#deps.now() / 1000),
      expiration: properties.expiration,
    };
    const headers = keepsDeaths
      ? withDeathByRecency(properties.headers, death, publication.isLetter === true)
      : withDeath(properties.headers, death);
    const letter: Publication<Content> = {
      ...publication,
      exchange,
      routingKey: key ?? publication.routingKey,
      copyKeys: key === undefined ? publication.copyKeys : [],
      content: this.#deps.reheaded(
        publication.content,
        key === undefined || keepsDeaths ? headers : withoutCopies(headers),
      ),
      expirationMs: undefined,
      isLetter: true,
      failures,
      awaited: true,
    };
    for (const queue of this.#deps.route(letter)) {
      if (reason === "rejected" || !goesRound(headers, queue.name)) queue.publish(letter);
    }
    return true;
  }
}

function withoutCopies(headers: Arguments): Arguments {
  return new Map([...headers].filter(([name]) => name !== "CC"));
}
