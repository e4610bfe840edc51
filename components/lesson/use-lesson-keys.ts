import type { LabActions } from "#client/actions/lab-actions.ts";
import { lessonKeyFor, type LessonKey } from "#client/lesson/lesson-keys.ts";
import type { PlaybackClock } from "#client/time/playback-clock.ts";
import { useKeyboard } from "#client/actions/use-keyboard.ts";

interface LessonKeysPorts {
  readonly singleKeys: boolean;
  readonly clock: PlaybackClock;
  readonly actions: LabActions;
  readonly onReset: () => void;
  readonly onPanel: (panel: "hint" | "notes") => void;
  readonly onPush: (dots: number) => void;
}

/** What each key does in a lesson. */
export function useLessonKeys(ports: LessonKeysPorts): void {
  const { singleKeys, clock, actions, onReset, onPanel, onPush } = ports;
  useKeyboard(singleKeys, lessonKeyFor, (key: LessonKey) => {
    switch (key.type) {
      case "run-or-pause":
        actions.runOrPause();
        return;
      case "run-again":
        actions.runAgain();
        return;
      case "step-event":
        actions.stepView(key.direction);
        return;
      case "to-start":
        clock.seek(0);
        return;
      case "to-now":
        clock.follow();
        return;
      case "push":
        onPush(key.dots);
        return;
      case "reset-all":
        onReset();
        return;
      case "hint":
      case "notes":
        onPanel(key.type);
    }
  });
}
