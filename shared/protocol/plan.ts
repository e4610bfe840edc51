import type { Scenario } from "../scenario/scenario.ts";
import type { LabCommand } from "./lab-command.ts";

/** What a lab will run next. */
export interface Plan {
  /** One more after every edit, of whomever. */
  readonly version: number;
  readonly scenario: Scenario;
}

/** One edit of a plan, as everybody in the lab is told: who has the plan before applies the same edit. */
export interface PlanEdit {
  /** The plan's from now on. */
  readonly version: number;
  /** As it was carried out: what was left to the server is filled in. */
  readonly command: LabCommand;
  /** What its sender calls it; `null` when that has no name for it. */
  readonly id: string | null;
}
