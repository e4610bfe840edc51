import type { Consequences } from "./consequences.ts";
import { begin, finish, giveBackForgotten, refuse } from "./hands.ts";
import { nextToGiveBack, type Present, type WorkerState } from "./worker-state.ts";
import type { Told } from "./worker-stimulus.ts";

export function workDone(
  state: Present,
  stimulus: Told<"work-done">,
  then: Consequences,
): WorkerState {
  return goOn(finish(state, stimulus, then), then);
}

export function giveBackNext(
  state: Present,
  how: Told<"nack" | "reject">,
  then: Consequences,
): WorkerState {
  const next = nextToGiveBack(state);
  return next ? goOn(refuse(state, next, how, then), then) : state;
}

/** Turns to the next task; where its hands are empty, to what it meant to do then. */
export function goOn(before: Present, then: Consequences): WorkerState {
  const state = begin(before, then);
  const isBusy = state.running.length > 0 || state.held.length > 0;
  if (isBusy || state.conduct.pace !== "at-work") return state;
  if (state.is === "moving") return startConsuming(state, then);
  if (state.is === "finishing") return depart(state, then);
  return state;
}

export function startConsuming(state: Present, then: Consequences): WorkerState {
  const free = giveBackForgotten(state, then);
  then.instruct({ to: "broker", do: "consume", settings: state.settings });
  return { ...free, is: "consuming" };
}

export function depart(state: Present, then: Consequences): WorkerState {
  const { who, conduct, settings } = state;
  const { arm, worker } = who;
  then.report({ type: "worker-left", arm, worker, how: "stopped" });
  then.instruct({ to: "broker", do: "close" });
  const left = { left: "stopped", returns: "when-restarted", abandoned: [] } as const;
  return { is: "away", who, conduct, settings, ...left };
}
