import type { ArmId } from "#shared/scenario/scenario.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";

/** The arena the keyboard is in, by its `data-arm`; the first one when it is in none. */
export function armInHand(root: Document): ArmId {
  const name = root.activeElement?.closest("[data-arm]")?.getAttribute("data-arm");
  return ARM_IDS.find((arm) => arm === name) ?? "A";
}

export function focusArm(root: Document, arm: ArmId): void {
  const arena = root.querySelector<HTMLElement>(`[data-arm="${arm}"]`);
  arena?.focus();
  arena?.scrollIntoView({ block: "nearest" });
}
