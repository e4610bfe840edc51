import { BEGINNING, type AtMs } from "#shared/kernel/moment.ts";
import type { TaskNumber } from "#shared/scenario/scenario.ts";
import type { AttemptStage } from "#workers/machine/consequences.ts";
import type { Sink } from "./sink.ts";

interface OfTask {
  readonly task: TaskNumber;
}

/** When what happened to each task of one arm, in columns by task number: metrics of long runs, without events. */
export class TaskTimes implements Sink {
  /** NaN is never, here and below. */
  readonly publishedAtMs: Float64Array;
  /** First start. */
  readonly startedAtMs: Float64Array;
  /** First completion: to do it again is in vain. */
  readonly finishedAtMs: Float64Array;
  firstPublishedMs: AtMs = BEGINNING;
  lastFinishedMs: AtMs = BEGINNING;
  /** When the last thing happened. */
  endMs: AtMs = BEGINNING;
  #hasAny = false;

  /** @param tasks how many will be published, numbered from 1. */
  constructor(tasks: number) {
    const never = () => new Float64Array(tasks + 1).fill(NaN);
    this.publishedAtMs = never();
    this.startedAtMs = never();
    this.finishedAtMs = never();
  }

  published(_arm: unknown, { task }: OfTask, _persistent: boolean, atMs: AtMs): void {
    if (!this.#hasAny) this.firstPublishedMs = atMs;
    this.#hasAny = true;
    this.endMs = atMs;
    this.publishedAtMs[task] = atMs;
  }

  received(_who: unknown, _receipt: unknown, atMs: AtMs): void {
    this.endMs = atMs;
  }

  attempt(stage: AttemptStage, _who: unknown, { task }: OfTask, atMs: AtMs): void {
    this.endMs = atMs;
    if (stage === "started") putFirst(this.startedAtMs, task, atMs);
    else if (stage === "finished" && putFirst(this.finishedAtMs, task, atMs)) {
      this.lastFinishedMs = atMs;
    }
  }

  event(_event: unknown, atMs: AtMs): void {
    this.endMs = atMs;
  }
}

/** @returns whether it is the first. */
function putFirst(column: Float64Array, task: TaskNumber, atMs: AtMs): boolean {
  const isFirst = Number.isNaN(column[task]);
  if (isFirst) column[task] = atMs;
  return isFirst;
}
