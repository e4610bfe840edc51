import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmState, TaskState } from "#shared/run/run-state.ts";
import { whatBrokerLost } from "./what-broker-lost.ts";

export interface UnheardDeps {
  readonly report: (event: RunEvent) => void;
  readonly state: () => ArmState;
  /** Whether confirms are waited for. */
  readonly confirms: () => boolean;
  readonly republish: (tasks: readonly TaskState[]) => void;
}

/**
 * What was published before an outage, never confirmed, and isn't in the queue: sent again where confirms are waited for,
 * that is what they are for; else lost.
 */
export class Unheard {
  #deps: UnheardDeps;
  /** So many tasks had been published when the broker was back the last time. */
  #before = 0;
  #again: TaskState[] = [];

  constructor(deps: UnheardDeps) {
    this.#deps = deps;
  }

  /** What is to be sent again after the latest outage. */
  get again(): readonly TaskState[] {
    return this.#again;
  }

  /**
   * The broker is back: says what it lost.
   *
   * @param mayBeSentAhead see `whatBrokerLost`.
   * @param isOver nothing will be sent any more.
   */
  account(messageCount: number, mayBeSentAhead: boolean, isOver: boolean): void {
    const { report, state, confirms } = this.#deps;
    const { arm, tasks } = state();
    this.#before = tasks.length;
    this.#again = [];
    for (const lost of whatBrokerLost(state(), messageCount, mayBeSentAhead)) {
      const task = tasks.at(lost.task - 1);
      const isUnheard = !isOver && confirms() && task?.confirmed === false;
      if (isUnheard && lost.why !== "auto-acked-worker-gone") this.#again.push(task);
      else report({ type: "lost", arm, ...lost });
    }
  }

  /**
   * The queue is so many short: that did not show when the broker was back, where as many acks had been lost as well.
   *
   * @param isOver nothing will be sent any more.
   * @returns how many of them an outage explains.
   */
  tell(short: number, isOver: boolean): number {
    const { report, state, confirms, republish } = this.#deps;
    const { arm, tasks, ready } = state();
    const inDoubt = [...ready].flatMap((number) => {
      const task = tasks.at(number - 1);
      return task && number <= this.#before && !task.confirmed && task.attempts === 0 ? [task] : [];
    });
    const latest = inDoubt.slice(-short);
    if (!isOver && confirms()) republish(latest);
    else for (const { task } of latest) report({ type: "lost", arm, task, why: "unconfirmed" });
    return latest.length;
  }
}
