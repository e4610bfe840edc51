import { Line } from "../kernel/line.ts";
import { NumberSet } from "../kernel/number-set.ts";
import { Sequence } from "../kernel/sequence.ts";
import type { Owner } from "../kernel/trie.ts";
import type { BrokerRelease } from "../run-log/broker-release.ts";
import type { TaskNumber } from "../scenario/scenario.ts";
import { declaredLimitOf, type QueueSettings } from "../scenario/queue-settings.ts";

/** How a delivery ended that made its task the queue's again: a nack or reject; or its channel is no more. */
export type GivenBack = "nacked" | "abandoned";

/** Where a queue puts what comes back. */
export type Requeueing = "old-place" | "before-the-new" | "nacked-last";

interface Rule {
  /** How what waits is ordered: as it was published, or as it came. */
  readonly newWaiting: (tasks?: readonly TaskNumber[]) => Waiting;
  /** What comes back in this way goes before what waits, behind what came back earlier; else among what waits. */
  readonly goesBefore: (how: GivenBack) => boolean;
}

type Waiting = NumberSet<TaskNumber> | Line<TaskNumber>;

const RULES: Readonly<Record<Requeueing, Rule>> = {
  "old-place": { newWaiting: (tasks) => NumberSet.of(tasks), goesBefore: () => false },
  // QQ15
  "before-the-new": { newWaiting: (tasks) => NumberSet.of(tasks), goesBefore: () => true },
  // QQ5, QQ6
  "nacked-last": {
    newWaiting: (tasks) => Line.of(tasks),
    goesBefore: (how) => how === "abandoned",
  },
};

/** @param release `null` where it is none of RabbitMQ's: taken for the oldest known. */
export function requeueingOf(settings: QueueSettings, release: BrokerRelease | null): Requeueing {
  if (settings.queueType === "classic") return "old-place";
  const isOld = Number.parseInt(release ?? "3", 10) < 4;
  return isOld && declaredLimitOf(settings) === undefined ? "nacked-last" : "before-the-new";
}

/** What a queue has to give out, in its order. It is never changed: each change, in O(log n), is a new one. */
export class ReadyTasks extends Sequence<TaskNumber> {
  /** @param parts what came back and stands before what waits, and what waits; each in its order. */
  static of(
    requeueing: Requeueing,
    { returned, waiting }: ReadyParts = { returned: [], waiting: [] },
  ): ReadyTasks {
    return new ReadyTasks(requeueing, Line.of(returned), RULES[requeueing].newWaiting(waiting));
  }

  readonly requeueing: Requeueing;
  readonly #returned: Line<TaskNumber>;
  readonly #waiting: Waiting;

  private constructor(requeueing: Requeueing, returned: Line<TaskNumber>, waiting: Waiting) {
    super();
    this.requeueing = requeueing;
    this.#returned = returned;
    this.#waiting = waiting;
  }

  get length(): number {
    return this.#returned.length + this.#waiting.length;
  }

  /** As `of` takes them. */
  get parts(): ReadyParts {
    return { returned: this.#returned.toArray(), waiting: this.#waiting.toArray() };
  }

  /** As with a vector's owner: of those made by changes only the last may be read. */
  ownedBy(owner: Owner | null): ReadyTasks {
    return this.#with(this.#returned.ownedBy(owner), this.#waiting.ownedBy(owner));
  }

  /** The queue was declared, perhaps as another than it was. */
  requeueingAs(requeueing: Requeueing): ReadyTasks {
    if (requeueing === this.requeueing) return this;
    return ReadyTasks.of(requeueing, this.parts);
  }

  has(task: TaskNumber): boolean {
    return this.#waiting.has(task) || this.#returned.has(task);
  }

  /** It is new to the queue. */
  publish(task: TaskNumber): ReadyTasks {
    return this.#with(this.#returned, this.#waiting.add(task));
  }

  giveBack(task: TaskNumber, how: GivenBack): ReadyTasks {
    if (this.has(task)) return this;
    return RULES[this.requeueing].goesBefore(how)
      ? this.#with(this.#returned.add(task), this.#waiting)
      : this.publish(task);
  }

  without(task: TaskNumber): ReadyTasks {
    return this.#with(this.#returned.without(task), this.#waiting.without(task));
  }

  *[Symbol.iterator](): Generator<TaskNumber, undefined> {
    yield* this.#returned;
    yield* this.#waiting;
    return undefined;
  }

  #with(returned: Line<TaskNumber>, waiting: Waiting): ReadyTasks {
    if (returned === this.#returned && waiting === this.#waiting) return this;
    return new ReadyTasks(this.requeueing, returned, waiting);
  }
}

interface ReadyParts {
  readonly returned: readonly TaskNumber[];
  readonly waiting: readonly TaskNumber[];
}
