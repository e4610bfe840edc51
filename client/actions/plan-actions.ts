import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { PresetId } from "#shared/scenario/preset.ts";
import { dottedText } from "#shared/scenario/workload.ts";
import { asAsked, betweenRuns, KEYLESS, userAction, type Page } from "./user-action.ts";

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

type AsSent<Type extends LabCommand["type"]> = Extract<LabCommand, { readonly type: Type }>;

/** As it was typed. */
export const pushTask = userAction<AsSent<"push-task">>({
  ...KEYLESS,
  right: "push-task",
  commands: asAsked,
});

interface RemoveTask {
  readonly type: "remove-task";
  /** Its place in the plan on the screen. */
  readonly index: number;
}

export const removeTask = userAction<RemoveTask>({
  ...KEYLESS,
  right: "remove-task",
  off: betweenRuns,
  commands: ({ plan }, { index }) => {
    const text = plan.get().scenario?.workload[index]?.text;
    return text === undefined ? [] : [{ type: "remove-task", index, text }];
  },
});

export const appendTasks = userAction<AsSent<"append-tasks">>({
  ...KEYLESS,
  right: "append-tasks",
  off: betweenRuns,
  commands: asAsked,
});

export const replaceWorkload = userAction<AsSent<"replace-workload">>({
  ...KEYLESS,
  right: "replace-workload",
  off: betweenRuns,
  commands: asAsked,
});

export const addFault = userAction<AsSent<"add-fault">>({
  ...KEYLESS,
  right: "add-fault",
  off: betweenRuns,
  commands: asAsked,
});

interface RemoveFault {
  readonly type: "remove-fault";
  readonly index: number;
}

export const removeFault = userAction<RemoveFault>({
  ...KEYLESS,
  right: "remove-fault",
  off: betweenRuns,
  commands: ({ plan }, { index }) => {
    const fault = plan.get().scenario?.faults[index];
    return fault === undefined ? [] : [{ type: "remove-fault", index, atMs: fault.atMs }];
  },
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
  off: betweenRuns,
  // Loaded when one is asked for: the first picture needs but the one the lab opens on.
  commands: async (_, { preset }) => {
    const { presets } = await import("#shared/scenario/presets.ts");
    return [{ type: "set-scenario", scenario: presets[preset] }];
  },
});
