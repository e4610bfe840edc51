import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";

export interface WorkerPlace {
  readonly arm: ArmId;
  readonly worker: WorkerId;
}

/** The worker in whose row the keyboard is, by its `data-worker`; `null` when it is in none. */
export function workerInHand(root: Document): WorkerPlace | null {
  const name = root.activeElement?.closest("[data-worker]")?.getAttribute("data-worker");
  const [letter, worker] = name?.split(".") ?? [];
  const arm = ARM_IDS.find((one) => one === letter);
  return arm && worker ? { arm, worker: worker as WorkerId } : null;
}

/** Puts the keyboard on the worker's row, where its marks may come and go. */
export function focusWorker(root: Document, { arm, worker }: WorkerPlace): void {
  root.querySelector<HTMLElement>(`[data-worker="${arm}.${worker}"]`)?.focus();
}
