import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";
import type { Delivery } from "./delivery.ts";
import type { LeftHow } from "./worker-options.ts";

export interface Whereabouts {
  readonly speed: number;
  readonly acking: boolean;
  readonly halt: "paused" | "hung" | null;
  readonly heartbeats: boolean;
}

/** What one worker says of itself, as events of the run. */
export class WorkerReports {
  readonly #report: (event: RunEvent) => void;
  readonly #ref: { readonly arm: ArmId; readonly worker: WorkerId };

  constructor(arm: ArmId, worker: WorkerId, report: (event: RunEvent) => void) {
    this.#ref = { arm, worker };
    this.#report = report;
  }

  /** One that comes back may forget acks, or stand still, from the start. */
  joined({ speed, acking, halt, heartbeats }: Whereabouts): void {
    this.#report({ type: "worker-joined", ...this.#ref, speed });
    if (!acking) this.acking(acking);
    if (halt !== null) this.halted(halt, heartbeats);
  }

  halted(how: "paused" | "hung", heartbeats: boolean): void {
    if (how === "paused") this.#report({ type: "worker-paused", ...this.#ref });
    else this.#report({ type: "worker-hung", ...this.#ref, heartbeats });
  }

  resumed(): void {
    this.#report({ type: "worker-resumed", ...this.#ref });
  }

  speed(speed: number): void {
    this.#report({ type: "worker-speed-changed", ...this.#ref, speed });
  }

  acking(acking: boolean): void {
    this.#report({ type: "worker-acking-changed", ...this.#ref, acking });
  }

  /** Acknowledged when they were delivered: nobody has them any more. */
  lost(deliveries: readonly Delivery[]): void {
    for (const { ref } of deliveries) {
      const { arm, task } = ref;
      this.#report({ type: "lost", arm, task, why: "auto-acked-worker-gone" });
    }
  }

  left(how: LeftHow): void {
    this.#report({ type: "worker-left", ...this.#ref, how });
  }
}
