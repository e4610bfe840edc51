import { isRunOn, type Speed } from "#shared/protocol/lab-state.ts";
import {
  asAsked,
  KEYLESS,
  phaseOn,
  userAction,
  type Page,
  type Seen,
  type WhyOff,
} from "./user-action.ts";
import { stepView } from "./view-actions.ts";

/** What takes the line to the server as well as the right to it. */
const offline = ({ isOffline }: Seen): WhyOff | null => (isOffline ? "offline" : null);

const RUN = { type: "run" } as const;
const STOP = { type: "stop" } as const;

const follow = ({ clock }: Page) => {
  clock.follow();
};

/** Run, Pause, Resume or Run again, whichever is due. */
export const runOrPause = userAction({
  keys: { " ": { type: "run-or-pause" } as const },
  shown: ["Space"],
  help: "run",
  right: "run",
  off: (seen) => {
    if (seen.shownPhase === "broker-lost") return "broker-away";
    return seen.shownPhase === "starting" ? "starting" : offline(seen);
  },
  commands: (page) => {
    const phase = phaseOn(page);
    if (phase === "running") return [{ type: "pause" }];
    if (phase === "paused") return [{ type: "resume" }];
    return isRunOn(phase) ? [] : [RUN];
  },
  does: (page) => {
    if (!isRunOn(phaseOn(page))) follow(page);
  },
});

export const runAgain = userAction({
  keys: { r: { type: "run-again" } as const },
  shown: ["R"],
  help: "again",
  right: "run",
  commands: (page) => (isRunOn(phaseOn(page)) ? [STOP, RUN] : [RUN]),
  does: follow,
});

/** Ends a run that is on, or looks at the start of one that is over. */
export const backToStart = userAction({
  ...KEYLESS,
  right: "watch",
  off: (seen) => {
    if (!seen.hasRun) return "no-run";
    if (seen.shownPhase === "closed") return null;
    return seen.can("stop") ? offline(seen) : "viewer";
  },
  commands: (page) => (isRunOn(phaseOn(page)) ? [STOP] : []),
  does: (page) => {
    if (!isRunOn(phaseOn(page))) page.clock.seek(0);
  },
});

/** Of the run where the picture follows it, of the view otherwise. */
export const step = userAction({
  ...KEYLESS,
  right: "watch",
  off: (seen) => {
    if (!seen.hasRun) return "no-run";
    if (!seen.isFollowing) return null;
    if (!seen.can("step")) return "viewer";
    const isOn = seen.shownPhase === "running" || seen.shownPhase === "paused";
    return isOn ? offline(seen) : "at-the-end";
  },
  commands: ({ clock }) => (clock.get().following ? [{ type: "step" }] : []),
  does: (page) => {
    if (!page.clock.get().following) stepView(page, 1);
  },
});

export const setSpeed = userAction<{ readonly type: "set-speed"; readonly speed: Speed }>({
  ...KEYLESS,
  right: "set-speed",
  off: offline,
  commands: asAsked,
});

export const resetAll = userAction({
  // The key's place: Alt may make another letter of it.
  keys: { "alt KeyR": { type: "reset-all" } as const },
  shown: ["Alt R"],
  help: "reset",
  right: "reset",
  commands: () => [{ type: "reset" }],
  does: follow,
});
