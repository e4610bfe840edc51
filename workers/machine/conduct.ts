import { goOn } from "./at-the-queue.ts";
import type { Consequences } from "./consequences.ts";
import {
  isPresent,
  wouldComeBack,
  type Away,
  type Conduct,
  type Connecting,
  type Present,
  type WorkerState,
} from "./worker-state.ts";
import type { Told } from "./worker-stimulus.ts";

export function pause<State extends Connecting | Present>(
  state: State,
  _: unknown,
  then: Consequences,
): State {
  return state.conduct.pace === "at-work" ? halt(state, "paused", then) : state;
}

/** A second hang may take the heartbeats away, or give them back. */
export function hang<State extends Connecting | Present>(
  state: State,
  { heartbeats }: Told<"hang">,
  then: Consequences,
): State {
  const pace = heartbeats ? "hung" : "silent";
  return state.conduct.pace === pace ? state : halt(state, pace, then);
}

/** Ends a pause or a hang: it goes on where it was, and notices that it was told to go. */
export function resume(before: Connecting | Present, _: unknown, then: Consequences): WorkerState {
  if (before.conduct.pace === "at-work") return before;
  const state = withPace(before, "at-work", then);
  if (state.is === "connecting") return state;
  const { arm, worker } = state.who;
  const { speed } = state.conduct;
  then.report({ type: "worker-resumed", arm, worker });
  for (const delivery of state.running) {
    then.instruct({ to: "work", do: "resume", delivery, speed });
  }
  if (state.is === "leaving") then.instruct({ to: "broker", do: "cancel" });
  return goOn(state, then);
}

export function setSpeed<State extends Connecting | Present>(
  before: State,
  { speed }: Told<"set-speed">,
  then: Consequences,
): State {
  const state = { ...before, conduct: { ...before.conduct, speed } };
  if (!isPresent(state)) return state;
  if (state.conduct.pace === "at-work") {
    for (const delivery of state.running) {
      then.instruct({ to: "work", do: "set-speed", delivery, speed });
    }
  }
  const { arm, worker } = state.who;
  then.report({ type: "worker-speed-changed", arm, worker, speed });
  return state;
}

/** Of one that has not come yet, or comes back by itself. */
export function comeWithSpeed(state: Away, { speed }: Told<"set-speed">): Away {
  return wouldComeBack(state) ? { ...state, conduct: { ...state.conduct, speed } } : state;
}

export function setAcking<State extends Connecting | Present>(
  state: State,
  { acking }: Told<"set-acking">,
  then: Consequences,
): State {
  if (state.conduct.acking === acking) return state;
  const { arm, worker } = state.who;
  if (isPresent(state)) {
    then.report({ type: "worker-acking-changed", arm, worker, acking });
  }
  return { ...state, conduct: { ...state.conduct, acking } };
}

export function sayHalted(
  { who: { arm, worker }, conduct: { pace } }: WorkerState,
  then: Consequences,
): void {
  if (pace === "paused") then.report({ type: "worker-paused", arm, worker });
  else if (pace !== "at-work") {
    then.report({ type: "worker-hung", arm, worker, heartbeats: pace === "hung" });
  }
}

function halt<State extends Connecting | Present>(
  state: State,
  pace: Exclude<Conduct["pace"], "at-work">,
  then: Consequences,
): State {
  const halted = withPace(state, pace, then);
  if (!isPresent(halted)) return halted;
  if (state.conduct.pace === "at-work") {
    for (const delivery of halted.running) {
      then.instruct({ to: "work", do: "suspend", delivery });
    }
  }
  sayHalted(halted, then);
  return halted;
}

function withPace<State extends Connecting | Present>(
  state: State,
  pace: Conduct["pace"],
  then: Consequences,
): State {
  const wasSilent = state.conduct.pace === "silent";
  if (wasSilent !== (pace === "silent")) {
    then.instruct({ to: "broker", do: "heartbeats", sending: wasSilent });
  }
  return { ...state, conduct: { ...state.conduct, pace } };
}
