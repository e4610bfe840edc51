import { presets } from "#shared/scenario/presets.ts";
import type { PresetId } from "#shared/scenario/preset.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import { KEYLESS, userAction, type Page } from "./user-action.ts";

interface Push {
  readonly type: "push";
  readonly dots: number;
}

export const push = userAction<Push>({
  keys: Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [String(i + 1), { type: "push", dots: i + 1 }]),
  ),
  shown: ["1", "…", "9"],
  help: "push",
  right: "push-task",
  commands: (_, { dots }) => [{ type: "push-task", text: dottedText(dots), publishAtMs: 0 }],
});

export const undo = userAction({
  keys: { "ctrl z": { type: "undo" } as const },
  shown: ["Ctrl Z"],
  help: "undo",
  right: "set-scenario",
  off: ({ canUndo, isRunOn }) => (isRunOn ? "run-on" : canUndo ? null : "nothing-to-undo"),
  does: ({ plan }: Page) => void plan.undo(),
});

export const redo = userAction({
  keys: { "ctrl shift z": { type: "redo" } as const },
  shown: ["Ctrl Shift Z"],
  help: "undo",
  right: "set-scenario",
  off: ({ canRedo, isRunOn }) => (isRunOn ? "run-on" : canRedo ? null : "nothing-to-redo"),
  does: ({ plan }: Page) => void plan.redo(),
});

export const loadPreset = userAction<{ readonly type: "load-preset"; readonly preset: PresetId }>({
  ...KEYLESS,
  right: "set-scenario",
  off: ({ isRunOn }) => (isRunOn ? "run-on" : null),
  commands: (_, { preset }) => [{ type: "set-scenario", scenario: presets[preset] }],
});
