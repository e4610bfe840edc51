import type { FromOutside } from "#workers";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import { lostAcks } from "./lost-acks.ts";

export interface OutsidersDeps {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
}

/**
 * The tasks of an arm that somebody else published. Their messages have no name of ours: one that comes back is known by
 * its likeness to one that the queue should have again. Which of two that nobody can tell apart it is makes no difference.
 */
export class Outsiders {
  #deps: OutsidersDeps;
  #alike = new Map<string, TaskNumber[]>();

  constructor(deps: OutsidersDeps) {
    this.#deps = deps;
  }

  /** One that a worker was given. @returns which task it is: a new one, unless it was seen before. */
  adopt(seen: FromOutside): TaskNumber {
    return this.#again(this.#alikeTo(seen), seen) ?? this.#publish(seen);
  }

  /** All that are in the queue at this moment, of which there may be several alike. */
  adoptAll(all: readonly FromOutside[]): void {
    const found = new Set<TaskNumber>();
    for (const seen of all) {
      const others = this.#alikeTo(seen).filter((task) => !found.has(task));
      found.add(this.#again(others, seen) ?? this.#publish(seen));
    }
  }

  #alikeTo({ likeness }: FromOutside): readonly TaskNumber[] {
    return this.#alike.get(likeness) ?? [];
  }

  #again(alike: readonly TaskNumber[], { redelivered }: FromOutside): TaskNumber | undefined {
    const { ready, tasks, attempts } = this.#deps.state();
    const waiting = alike.find((task) => ready.has(task));
    if (waiting !== undefined || !redelivered) return waiting;
    // Whoever has it is gone, and the news of that is on its way; or the broker never heard its ack.
    const isOut = (task: TaskNumber) => {
      const last = tasks.at(task - 1)?.lastAttempt ?? null;
      return last !== null && attempts.at(last)?.unacked === true;
    };
    return alike.find(isOut) ?? alike.find((task) => this.#mayBeUnheard(task));
  }

  #mayBeUnheard(task: TaskNumber): boolean {
    return lostAcks(this.#deps.state(), Infinity).some((ack) => ack.task === task);
  }

  #publish(seen: FromOutside): TaskNumber {
    const { report, state } = this.#deps;
    const { likeness, text, serviceMs, askedMs, persistent } = seen;
    const { arm, tasks } = state();
    const task = (tasks.length + 1) as TaskNumber;
    const asked = askedMs > serviceMs ? { askedMs } : {};
    report({ type: "published-outside", arm, task, text, serviceMs, ...asked, persistent });
    this.#alike.set(likeness, [...this.#alikeTo(seen), task]);
    return task;
  }
}
