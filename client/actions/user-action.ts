import type { LabSession } from "#client/lab-session.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { Right } from "#shared/protocol/rights.ts";

export type PanelName = "metrics" | "log" | "table" | "code";
export type DialogName = "help" | "describe" | "note" | "many";

/** What an action reaches of the page it is asked on. */
export interface Page extends LabSession {
  /** Whether whoever is at the page may. */
  readonly can: (right: Right) => boolean;
  readonly document: Document;
  readonly openPanel: (panel: PanelName) => void;
  readonly openDialog: (dialog: DialogName) => void;
}

/** What a page shows, as far as it decides which actions are on. */
export interface Seen {
  readonly can: (right: Right) => boolean;
  /** The line is broken, and is being mended. */
  readonly isOffline: boolean;
  /** Of the run on the screen; one that the plan has left behind is none. */
  readonly shownPhase: LabPhase;
  readonly isRunOn: boolean;
  /** There is a log to look through. */
  readonly hasRun: boolean;
  /** The picture follows the run; otherwise an earlier moment is looked at. */
  readonly isFollowing: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export type WhyOff = keyof Messages["off"];

export type HelpLine = keyof Messages["shell"]["help"]["list"];

type Commands = readonly LabCommand[];

/** One thing a person can do, by key, button or menu: all of them come from here. */
export interface UserAction<Asked extends object = object> {
  /** What each key asks for, by `KeyboardEvent.key` in small letters; Ctrl and Shift before it. */
  readonly keys: Readonly<Record<string, Asked>>;
  /** How those keys are written. */
  readonly shown: readonly string[];
  /** Its line in the help, which two actions may share; `null` where it has no key. */
  readonly help: HelpLine | null;
  /** `watch`: it only looks. */
  readonly right: Right;
  /** Why it would do nothing now, beside the right. */
  readonly off?: (seen: Seen) => WhyOff | null;
  /** What it asks the server for: one after the other, as long as each is done… */
  readonly commands?: (page: Page, asked: Asked) => Commands | Promise<Commands>;
  /** …or all of it at the same moment. */
  readonly together?: true;
  /** What it does on the page itself. */
  readonly does?: (page: Page, asked: Asked) => void;
}

/** Infers what is asked from the keys and what is done. */
export function userAction<Asked extends object>(whole: UserAction<Asked>): UserAction<Asked> {
  return whole;
}

/** Without keys. */
export const KEYLESS = { keys: {}, shown: [], help: null } as const;

/** A command that is asked for as it is sent. */
export function asAsked(_: Page, asked: LabCommand): readonly LabCommand[] {
  return [asked];
}

export const betweenRuns = ({ isRunOn }: Seen): WhyOff | null => (isRunOn ? "run-on" : null);

export function phaseOn({ connection }: Page): LabPhase {
  return connection.get().lab?.phase ?? "idle";
}
