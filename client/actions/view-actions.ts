import type { ArmId } from "#shared/scenario/scenario.ts";
import { focusArm as focusArmIn } from "./in-hand.ts";
import {
  betweenRuns,
  KEYLESS,
  userAction,
  type DialogName,
  type HelpLine,
  type Page,
  type PanelName,
} from "./user-action.ts";

type Direction = 1 | -1;

/** What only looks: everybody may. */
const LOOKS = { right: "watch" } as const;

/** Goes to the event before or after the viewed moment; past the last one, it follows the run. */
export function stepView({ clock, log }: Pick<Page, "clock" | "log">, direction: Direction): void {
  const { nowMs } = clock.moment();
  let seq = log.countAt(nowMs);
  if (direction === 1) {
    const next = log.event(seq + 1);
    if (next === undefined) clock.follow();
    else clock.seek(next.atMs);
    return;
  }
  while (log.event(seq)?.atMs === nowMs) seq--;
  clock.seek(log.event(seq)?.atMs ?? 0);
}

export const stepEvent = userAction<{
  readonly type: "step-event";
  readonly direction: Direction;
}>({
  ...LOOKS,
  keys: {
    arrowleft: { type: "step-event", direction: -1 },
    arrowright: { type: "step-event", direction: 1 },
  },
  shown: ["←", "→"],
  help: "events",
  off: ({ hasRun }) => (hasRun ? null : "no-run"),
  does: (page, { direction }) => {
    stepView(page, direction);
  },
});

export const stepSecond = userAction<{
  readonly type: "step-second";
  readonly direction: Direction;
}>({
  ...LOOKS,
  keys: {
    "shift arrowleft": { type: "step-second", direction: -1 },
    "shift arrowright": { type: "step-second", direction: 1 },
  },
  shown: ["Shift ←", "Shift →"],
  help: "second",
  does: ({ clock }, { direction }) => {
    clock.seek(clock.moment().nowMs + direction * 1000);
  },
});

export const toStart = userAction({
  ...LOOKS,
  keys: { home: { type: "to-start" } as const },
  shown: ["Home"],
  help: "ends",
  does: ({ clock }) => {
    clock.seek(0);
  },
});

export const toNow = userAction({
  ...LOOKS,
  keys: { end: { type: "to-now" } as const },
  shown: ["End"],
  help: "ends",
  does: ({ clock }) => {
    clock.follow();
  },
});

export const focusArm = userAction<{ readonly type: "focus-arm"; readonly arm: ArmId }>({
  ...LOOKS,
  keys: { a: { type: "focus-arm", arm: "A" }, b: { type: "focus-arm", arm: "B" } },
  shown: ["A", "B"],
  help: "focus",
  does: ({ document }, { arm }) => {
    focusArmIn(document, arm);
  },
});

/** Opens it, or closes it where it is open. */
export const panel = userAction<{ readonly type: "panel"; readonly panel: PanelName }>({
  ...LOOKS,
  keys: {
    l: { type: "panel", panel: "log" },
    t: { type: "panel", panel: "table" },
    c: { type: "panel", panel: "code" },
    m: { type: "panel", panel: "metrics" },
  },
  shown: ["L", "T", "C", "M"],
  help: "panels",
  does: ({ openPanel }, asked) => {
    openPanel(asked.panel);
  },
});

export const describe = userAction({ ...LOOKS, ...dialog("D", "describe") });
export const help = userAction({ ...LOOKS, ...dialog("?", "help") });
export const note = userAction({ right: "note", ...dialog("N", "note") });

/** At the moment it is. */
export const pinNote = userAction<{ readonly type: "pin-note"; readonly text: string }>({
  ...KEYLESS,
  right: "note",
  commands: (_, { text }) => [{ type: "note", text }],
});

/** A list of one's own, pasted or generated. */
export const many = userAction({
  ...KEYLESS,
  right: "set-scenario",
  off: betweenRuns,
  does: ({ openDialog }: Page) => {
    openDialog("many");
  },
});

function dialog<Name extends DialogName & HelpLine>(key: string, name: Name) {
  return {
    keys: { [key.toLowerCase()]: { type: name } },
    shown: [key],
    help: name,
    does: ({ openDialog }: Page) => {
      openDialog(name);
    },
  };
}
