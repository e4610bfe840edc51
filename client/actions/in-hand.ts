import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import type { ArmId, WorkerId } from "#shared/scenario/scenario.ts";

/** The arena the keyboard is in, by its `data-arm`; the first one when it is in none. */
export function armInHand(root: Document): ArmId {
  const name = root.activeElement?.closest("[data-arm]")?.getAttribute("data-arm");
  return ARM_IDS.find((arm) => arm === name) ?? "A";
}

/** Brings an arena to the top of the stage, where the stage scrolls; the page stays where it is. */
export function showArm(root: Document, arm: ArmId): void {
  const stage = root.querySelector("[data-arenas]");
  const arena = stage?.querySelector(`[data-arm="${arm}"]`);
  if (!arena || !stage) return;
  stage.scrollTop += arena.getBoundingClientRect().top - stage.getBoundingClientRect().top;
}

export function focusArm(root: Document, arm: ArmId): void {
  const arena = root.querySelector<HTMLElement>(`[data-arm="${arm}"]`);
  arena?.focus();
  arena?.scrollIntoView({ block: "nearest" });
}

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
