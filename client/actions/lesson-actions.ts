import { commandsOf } from "#shared/lesson/lesson-command.ts";
import type { LessonCommand } from "#shared/lesson/lesson.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { KEYLESS, userAction } from "./user-action.ts";

interface StartOver {
  readonly type: "start-over";
  readonly scenario: Scenario;
}

/** Has the lesson's lab as it was when the lesson was opened. */
export const startOver = userAction<StartOver>({
  ...KEYLESS,
  right: "set-scenario",
  commands: (_, { scenario }) => [{ type: "reset" }, { type: "set-scenario", scenario }],
  does: ({ clock }) => {
    clock.follow();
  },
});

interface DoInLesson {
  readonly type: "do-in-lesson";
  readonly command: LessonCommand;
}

/** What a lesson's button is for, in every arena that it is about. */
export const doInLesson = userAction<DoInLesson>({
  ...KEYLESS,
  // Whoever opens a lesson has its lab.
  right: "set-scenario",
  together: true,
  commands: ({ plan }, { command }) =>
    commandsOf(command, plan.get().scenario?.arms.map(({ arm }) => arm) ?? []),
});
