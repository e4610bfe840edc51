import type { Asked } from "#client/actions/user-actions.ts";
import { lessonKeyFor, type LessonKey } from "#client/lesson/lesson-keys.ts";
import { useKeyboard } from "#client/actions/use-keyboard.ts";

interface LessonKeysDeps {
  readonly singleKeys: boolean;
  readonly onAsk: (asked: Asked) => void;
  readonly onReset: () => void;
  readonly onPanel: (panel: "hint" | "notes") => void;
  readonly onPush: (dots: number) => void;
}

/** What each key does in a lesson. */
export function useLessonKeys(deps: LessonKeysDeps): void {
  const { singleKeys, onAsk, onReset, onPanel, onPush } = deps;
  useKeyboard(singleKeys, lessonKeyFor, (key: LessonKey) => {
    switch (key.type) {
      case "push":
        onPush(key.dots);
        return;
      case "reset-all":
        onReset();
        return;
      case "hint":
      case "notes":
        onPanel(key.type);
        return;
      default:
        onAsk(key);
    }
  });
}
