import type { ArmId } from "#shared/scenario/scenario.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";

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
