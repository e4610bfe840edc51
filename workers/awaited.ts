import type { PlannedWorker, WorkerId } from "#shared/scenario/scenario.ts";
import type { Worker } from "./worker.ts";

export type Recruit = Omit<PlannedWorker, "joinAtMs">;

/** Workers that are hired, and still to come. */
export class Awaited {
  #entries = new Map<WorkerId, { readonly worker: Worker; readonly joinAtMs: number }>();

  constructor(planned: readonly PlannedWorker[], hire: (recruit: Recruit) => Worker) {
    for (const { joinAtMs, ...recruit } of planned) {
      this.#entries.set(recruit.worker, { worker: hire(recruit), joinAtMs });
    }
  }

  worker(id: WorkerId): Worker | undefined {
    return this.#entries.get(id)?.worker;
  }

  /** Those who were to come by then, in order of the plan; they are awaited no longer. */
  takeDue(nowMs: number): readonly Worker[] {
    const due = [...this.#entries.values()].filter(({ joinAtMs }) => joinAtMs <= nowMs);
    for (const { worker } of due) this.#entries.delete(worker.id);
    return due.map(({ worker }) => worker);
  }

  /** @returns whether it was awaited. */
  sendAway(id: WorkerId): boolean {
    return this.#entries.delete(id);
  }
}
