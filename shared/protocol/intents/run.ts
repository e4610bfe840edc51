import { ok } from "../../kernel/result.ts";
import { defaultScenario } from "../../scenario/default-scenario.ts";
import { noEdit, type Intent } from "../intent.ts";
import type { Speed } from "../lab-state.ts";

/** Starts a run of the plan, or a new one after the last closed. */
export const run: Intent<"run"> = {
  type: "run",
  answer: "when the broker has answered",
  edit: noEdit,
};

export const pause: Intent<"pause"> = { type: "pause", answer: "at once", edit: noEdit };

export const resume: Intent<"resume"> = {
  type: "resume",
  answer: "at once",
  edit: noEdit,
};

/** Pauses if need be and moves lab time to the next thing that is due. */
export const step: Intent<"step"> = { type: "step", answer: "at once", edit: noEdit };

export interface SetSpeed {
  readonly speed: Speed;
}

export const setSpeed: Intent<"set-speed", SetSpeed> = {
  type: "set-speed",
  answer: "at once",
  edit: noEdit,
};

/** Ends the run, keeps the plan. */
export const stop: Intent<"stop"> = {
  type: "stop",
  answer: "when the broker has answered",
  edit: noEdit,
};

/** Ends the run and goes back to the default race. */
export const reset: Intent<"reset"> = {
  type: "reset",
  answer: "when the broker has answered",
  edit: () => ok(defaultScenario),
};

export interface Note {
  readonly text: string;
}

/** Pins a text to the moment. */
export const note: Intent<"note", Note> = { type: "note", answer: "at once", edit: noEdit };
