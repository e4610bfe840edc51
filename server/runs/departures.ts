import type { BrokerEvent } from "#broker";
import { pause, type WallClock } from "#shared/kernel/wall-clock.ts";
import type { MissingBy } from "#shared/run-log/loss-reason.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState, TaskState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { namedTask } from "#workers";

export interface DeparturesDeps {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
  readonly wall: WallClock;
  /** Begins the names of all connections of this arm. */
  readonly label: string;
}

/** By then our own clients have heard what the broker told them in the same moment. */
const HEARD_MS = 100;

/** What the embedded broker itself says of an arm's queue: which task somebody else took out of it, and by what; and which came back. */
export class Departures {
  #deps: DeparturesDeps;
  #gone = new Map<TaskNumber, MissingBy>();
  #isDue = false;

  constructor(deps: DeparturesDeps) {
    this.#deps = deps;
  }

  hear(event: BrokerEvent): void {
    const named = "amqpMessageId" in event ? namedTask(event.amqpMessageId) : null;
    const task = named === null ? undefined : this.#deps.state().tasks.at(named - 1);
    if (task === undefined || task.outside) return;
    // What comes back to a queue that was deleted is gone with it.
    const isRequeued = event.type === "requeued" && !this.#deps.state().queueDeleted;
    if (event.type === "enqueued" || isRequeued) this.#isBack(task);
    const by = this.#by(event);
    if (by === null) return;
    // The first is why: what somebody rejects is dropped.
    if (!this.#gone.has(task.task)) this.#gone.set(task.task, by);
    if (!this.#isDue) void this.#tellSoon();
  }

  #isBack({ task, place }: TaskState): void {
    this.#gone.delete(task);
    if (place !== "missing") return;
    this.#deps.report({ type: "found", arm: this.#deps.state().arm, task });
  }

  #by(event: BrokerEvent): MissingBy | null {
    switch (event.type) {
      case "purged":
      case "expired":
      case "dropped":
      case "dead-lettered":
        return event.type;
      case "deleted":
        return "queue-deleted";
      case "delivered":
        return event.noAck && !this.#isOurs(event.client) ? "taken" : null;
      case "acked":
      case "rejected":
        return this.#isOurs(event.client) ? null : "taken";
      default:
        return null;
    }
  }

  #isOurs({ connectionName }: { readonly connectionName: string }): boolean {
    return connectionName.startsWith(this.#deps.label);
  }

  /** What our own clients took, or gave up, waits by the log no longer. */
  async #tellSoon(): Promise<void> {
    this.#isDue = true;
    await pause(this.#deps.wall, HEARD_MS);
    this.#isDue = false;
    const gone = [...this.#gone];
    this.#gone.clear();
    for (const [task, by] of gone) {
      const { arm, ready } = this.#deps.state();
      if (ready.has(task)) this.#deps.report({ type: "missing", arm, task, by });
    }
  }
}
