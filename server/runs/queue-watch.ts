import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import { passedOver } from "#shared/run/passed-over.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { QueueCounts } from "#workers";
import type { BrokerEvent } from "#broker";
import type { Follow } from "./run-options.ts";
import type { ArmQueue } from "./arm-queue.ts";
import { Departures } from "./departures.ts";

export interface QueueWatchDeps {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
  readonly wall: WallClock;
  readonly queue: Pick<ArmQueue, "name" | "count" | "lose">;
  /** Begins the names of all connections of this arm. */
  readonly label: string;
  /** Tells what happens in a queue, where the broker is our own. */
  readonly follow: Follow | undefined;
  /** Tells of as many of so many as an outage explains. @returns how many. */
  readonly tellUnheard: (short: number) => number;
  /** Tasks may be gone of which nobody will hear: then a count proves nothing against anybody. */
  readonly isInDoubt: () => boolean;
}

/** How long what the broker has sent may be on its way to a worker. */
const ARRIVAL_MS = 100;
/** Two looks that are to agree are so far apart; for consumers, which come and go slowly, this. */
const AGREE_MS = 500;
const CONSUMERS_AGREE_MS = 2000;

/** What one look found, and when it was found first. */
interface Found {
  readonly count: number;
  readonly sinceMs: number;
}

/**
 * Looks at an arm's queue as the broker has it: who reads it beside our workers, and whether it holds what the log says.
 * What it finds is told when two looks agree.
 */
export class QueueWatch {
  #deps: QueueWatchDeps;
  #foreigners: Found = { count: 0, sinceMs: 0 };
  #fewer: Found = { count: 0, sinceMs: 0 };
  /** Something was published, or came back to the queue: what was found before proves nothing. */
  #isDisturbed = true;
  /** Published a second time, or put back by somebody. */
  #outOfTurn = new Set<TaskNumber>();

  #stopFollowing: () => void;

  constructor(deps: QueueWatchDeps) {
    this.#deps = deps;
    const departures = new Departures(deps);
    const hear = (event: BrokerEvent) => {
      departures.hear(event);
    };
    this.#stopFollowing = deps.follow?.(hear, deps.queue.name) ?? (() => undefined);
  }

  /** What happens from now on is our own doing. */
  stop(): void {
    this.#stopFollowing();
  }

  /** Is told of everything that is reported of this arm. */
  hear(event: RunEvent): void {
    if (!QUIET.has(event.type)) this.#isDisturbed = true;
    if (event.type === "republished" || event.type === "found") this.#outOfTurn.add(event.task);
  }

  /** Never rejects. */
  async look(): Promise<void> {
    const { state, wall, queue } = this.#deps;
    const before = state();
    const counted = await queue.count();
    if (counted === "gone") queue.lose();
    if (counted === null || counted === "gone") return;
    this.#lookForForeigners(before, counted.consumerCount);
    await pause(wall, ARRIVAL_MS);
    const after = state();
    if (isSame(before, after) && !this.#deps.isInDoubt()) this.#compare(after, counted);
  }

  #lookForForeigners(before: ArmState, consumerCount: number): void {
    const { state, report } = this.#deps;
    const present = Math.max(presentIn(before), presentIn(state()));
    this.#foreigners = this.#again(this.#foreigners, Math.max(0, consumerCount - present));
    // A worker that comes or goes is counted here and there at different moments.
    const { count, sinceMs } = this.#foreigners;
    if (this.#deps.wall.nowMs() - sinceMs < CONSUMERS_AGREE_MS) return;
    const { arm, foreignConsumers } = state();
    if (count !== foreignConsumers) report({ type: "foreign-consumers", arm, count });
  }

  #compare(state: ArmState, { messageCount }: QueueCounts): void {
    const { wall, report } = this.#deps;
    const { arm, ready, fewer } = state;
    const count = Math.max(0, ready.length - messageCount);
    const before = this.#isDisturbed ? { count: NaN, sinceMs: 0 } : this.#fewer;
    this.#isDisturbed = false;
    this.#fewer = this.#again(before, count);
    if (wall.nowMs() - this.#fewer.sinceMs < AGREE_MS) return;
    if (count > 0 && this.#deps.tellUnheard(count) > 0) return;
    if (count !== fewer) report({ type: "broker-holds-fewer", arm, count });
    // With nothing in it, which they are is no question any more; else order may tell.
    const gone = messageCount === 0 ? [...ready] : passedOver(state, this.#outOfTurn);
    // More than are short: one of them is still on its way.
    if (gone.length > count) return;
    for (const task of gone) report({ type: "missing", arm, task, by: "unknown" });
  }

  #again(before: Found, count: number): Found {
    return before.count === count ? before : { count, sinceMs: this.#deps.wall.nowMs() };
  }
}

/** What leaves the queue as the broker has it and as the log has it the same. */
const QUIET: ReadonlySet<RunEvent["type"]> = new Set([
  ...(["received", "started", "finished", "acked", "confirmed"] as const),
  ...(["foreign-consumers", "broker-holds-fewer", "missing"] as const),
]);

function presentIn({ workers }: ArmState): number {
  return workers.filter(({ leftAtMs }) => leftAtMs === null).length;
}

function isSame(a: ArmState, b: ArmState): boolean {
  return (
    a.ready === b.ready &&
    a.tasks.length === b.tasks.length &&
    a.attempts.length === b.attempts.length
  );
}
