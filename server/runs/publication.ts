import type { PlannedTask, TaskNumber } from "#shared/scenario/scenario.ts";
import { inPublicationOrder, serviceMsOf, type NumberedTask } from "#shared/scenario/workload.ts";
import type { LabClock } from "#shared/kernel/lab-clock.ts";

/** Publishes a run's tasks at their moments, and numbers them as they go: 1, 2, 3 … */
export class Publication {
  #clock: LabClock;
  #publish: (task: NumberedTask) => void;
  #published = 0;
  #planned = 0;

  /** @param publish hands one task to every arm. */
  constructor(clock: LabClock, publish: (task: NumberedTask) => void) {
    this.#clock = clock;
    this.#publish = publish;
  }

  /** Planned tasks whose moment has not come. */
  get pending(): number {
    return this.#planned;
  }

  get published(): number {
    return this.#published;
  }

  schedule(workload: readonly PlannedTask[]): void {
    for (const planned of inPublicationOrder(workload)) {
      this.#planned++;
      this.#clock.at(planned.publishAtMs, () => {
        this.#planned--;
        this.push(planned);
      });
    }
  }

  /** Publishes now. @returns the task as it was planned after all. */
  push({ text, serviceMs }: Pick<PlannedTask, "text" | "serviceMs">): PlannedTask {
    const publishAtMs = Math.round(this.#clock.nowMs());
    const planned = { text, publishAtMs, ...(serviceMs !== undefined && { serviceMs }) };
    const task = ++this.#published as TaskNumber;
    this.#clock.moment(() => {
      this.#publish({ ...planned, task, serviceMs: serviceMsOf(planned) });
    });
    return planned;
  }
}
