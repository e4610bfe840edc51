import type { LabCommand } from "../protocol/lab-command.ts";
import type { ArmId } from "../scenario/scenario.ts";
import type { LessonCommand } from "./lesson.ts";

/** What is sent to the lab for a lesson's button: where a command is an arm's, one for each; one of all is for all. */
export function commandsOf(command: LessonCommand, arms: readonly ArmId[]): readonly LabCommand[] {
  switch (command.type) {
    case "act-on-worker":
    case "add-worker":
    case "publish-astray":
    case "set-strategy":
      return arms.map((arm) => ({ ...command, arm }));
    case "publish-burst":
      return [{ ...command, arms }];
    case "push-task":
    case "restart-broker":
      return [command];
  }
}
