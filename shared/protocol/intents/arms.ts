import { ok } from "../../kernel/result.ts";
import * as edits from "../../scenario/edit-scenario.ts";
import type { ArmId } from "../../scenario/scenario.ts";
import type { Strategy } from "../../scenario/strategy.ts";
import type { Intent } from "../intent.ts";
import { inArm, told } from "./plan-problems.ts";

export interface SetStrategy {
  readonly arm: ArmId;
  /** What is to change; the rest stays as it is. */
  readonly strategy: Partial<Strategy>;
}

/**
 * The plan's and, while a run is on, the broker's: consumers move to a new channel; for another
 * durability the arm's queue is declared once more, and what the broker says to that is in the log.
 */
export const setStrategy: Intent<"set-strategy", SetStrategy> = {
  type: "set-strategy",
  answer: "when the broker has answered",
  edit: (plan, { arm, strategy }) =>
    inArm(plan, arm, () => ok(edits.changeStrategy(plan, arm, strategy))),
};

/** A copy of the last one with another prefetch. */
export const addArm: Intent<"add-arm"> = {
  type: "add-arm",
  answer: "at once",
  edit: (plan) => told(edits.addArm(plan)),
};

export interface RemoveArm {
  readonly arm: ArmId;
}

export const removeArm: Intent<"remove-arm", RemoveArm> = {
  type: "remove-arm",
  answer: "at once",
  edit: (plan, { arm }) => inArm(plan, arm, () => told(edits.removeArm(plan, arm))),
};
