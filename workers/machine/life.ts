import { Queue } from "#shared/kernel/queue.ts";
import { depart, startConsuming } from "./at-the-queue.ts";
import { resume, sayHalted } from "./conduct.ts";
import type { Consequences } from "./consequences.ts";
import {
  begin,
  dropFailed,
  giveBackForgotten,
  giveBackHeld,
  lose,
  refOf,
  unackedBy,
} from "./hands.ts";
import {
  begunBy,
  isPresent,
  isStuck,
  type At,
  type Away,
  type Connecting,
  type LeftHow,
  type Present,
  type WorkerState,
} from "./worker-state.ts";
import type { Told } from "./worker-stimulus.ts";

export function come(state: Away, _: unknown, then: Consequences): Connecting {
  const { who, conduct, settings, abandoned } = state;
  then.instruct({ to: "broker", do: "connect" });
  return { is: "connecting", who, conduct, settings, abandoned };
}

/** It hung, and goes on: now it notices that it was given up. */
export function wakeUp(state: Away, _: unknown, then: Consequences): WorkerState {
  return state.returns === "when-resumed" ? come(asNew(state), _, then) : state;
}

export function restart(
  state: Away | Connecting | Present,
  stimulus: unknown,
  then: Consequences,
): WorkerState {
  const away = state.is === "away" ? state : vanish(state, "killed", then);
  for (const delivery of away.abandoned) {
    then.instruct({ to: "work", do: "cancel", delivery });
  }
  return come({ ...asNew(away), abandoned: [] }, stimulus, then);
}

function asNew(state: Away): Away {
  return { ...state, conduct: { speed: state.conduct.speed, acking: true, pace: "at-work" } };
}

/** The first message may be here before the broker's answer. What it was at when it was given up comes first. */
export function attach(state: Connecting, _: unknown, then: Consequences): WorkerState {
  const { who, conduct, settings, abandoned } = state;
  const { arm, worker, concurrency } = who;
  const joined = { type: "worker-joined", arm, worker, speed: conduct.speed } as const;
  then.report(concurrency === 1 ? joined : { ...joined, concurrency });
  if (!conduct.acking) then.report({ type: "worker-acking-changed", arm, worker, acking: false });
  sayHalted(state, then);
  const held = Queue.of(abandoned);
  const hands = { who, conduct, settings, running: [], held, forgotten: [] };
  if (abandoned.length > 0) return begin({ is: "moving", ...hands }, then);
  return startConsuming({ is: "moving", ...hands }, then);
}

export function adopt<State extends Away | Connecting>(
  state: State,
  { settings }: Told<"consume">,
): State {
  return { ...state, settings };
}

export function suspend(
  state: At<"consuming" | "moving">,
  _: unknown,
  then: Consequences,
): WorkerState {
  then.instruct({ to: "broker", do: "cancel" });
  return { ...state, is: "suspended" };
}

/** Gives back what it holds, and consumes as soon as its hands are empty. */
export function consumeAnew(
  state: At<"suspended">,
  { settings }: Told<"consume">,
  then: Consequences,
): WorkerState {
  const free = giveBackHeld(giveBackForgotten({ ...state, settings }, then), then);
  const isFree = free.running.length === 0 && free.held.first?.late !== true;
  return isFree ? startConsuming(free, then) : { ...free, is: "moving" };
}

/** Gives back what it holds, finishes what it has in hand, and goes; one that is stuck, once it goes on. */
export function leave(state: Present, stimulus: unknown, then: Consequences): WorkerState {
  const leaving = { ...state, is: "leaving" } as const;
  if (isStuck(state)) return leaving;
  // To go on is to go, then.
  if (state.conduct.pace === "paused") return resume(leaving, stimulus, then);
  then.instruct({ to: "broker", do: "cancel" });
  return leaving;
}

export function stopTaking(state: At<"leaving">, _: unknown, then: Consequences): WorkerState {
  // It asks again when it goes on.
  if (isStuck(state)) return state;
  const free = giveBackHeld(giveBackForgotten(state, then), then);
  lose(free, free.held, then);
  const held = Queue.of([...free.held].filter(({ ack }) => ack === "manual"));
  if (free.running.length + held.length === 0) return depart(free, then);
  return { ...free, held, is: "finishing" };
}

export function die(state: Connecting | Present, _: unknown, then: Consequences): WorkerState {
  return vanish(state, "killed", then);
}

export function loseBroker(
  state: Connecting | Present,
  _: unknown,
  then: Consequences,
): WorkerState {
  return vanish(state, "broker-lost", then);
}

/** Who goes on purpose says so; who takes us for dead says nothing. */
export function loseConnection(
  state: Connecting | Present,
  { replyCode }: Told<"connection-lost">,
  then: Consequences,
): WorkerState {
  const isTakenForDead = state.conduct.pace === "silent" && replyCode === null;
  return vanish(state, isTakenForDead ? "missed-heartbeats" : "broker-lost", then);
}

/** Gone on the spot. Who hangs does not notice, and will go on with what the broker takes back. */
function vanish(
  state: Connecting | Present,
  how: Exclude<LeftHow, "stopped">,
  then: Consequences,
): Away {
  const { who, conduct, settings } = state;
  const { arm, worker } = who;
  const begun = begunBy(state);
  const goesOn = how !== "killed" && (isStuck(state) || state.is === "connecting");
  const abandoned = goesOn ? begun.filter(({ ack }) => ack === "manual") : [];
  const returns = waysBack(state, how);
  if (isPresent(state)) {
    lose(state, [...state.running, ...state.held], then);
    // Who was about to go is gone: nobody is to wait for it.
    const isHome = how === "broker-lost" && returns === "when-restarted";
    then.report({ type: "worker-left", arm, worker, how: isHome ? "stopped" : how });
    // What a broker that went counts, it tells when it is back.
    if (how !== "broker-lost") dropFailed(state, unackedBy(state), then);
  }
  for (const delivery of begun) {
    if (!abandoned.includes(delivery)) {
      then.instruct({ to: "work", do: "cancel", delivery });
    }
  }
  then.instruct({ to: "broker", do: "cut" });
  const late = abandoned.map((delivery) => ({ ...delivery, late: true }));
  return { is: "away", who, conduct, settings, left: how, returns, abandoned: late };
}

function waysBack(state: Connecting | Present, how: LeftHow): Away["returns"] {
  if (how === "killed") return "when-restarted";
  if (isStuck(state)) return "when-resumed";
  const wasGoing = state.is === "leaving" || state.is === "finishing";
  return wasGoing ? "when-restarted" : "when-there-is-a-broker";
}

/** The run is over: it drops everything without a word, but of what that is the end of. */
export function close(
  state: Away | Connecting | Present,
  _: unknown,
  then: Consequences,
): At<"closed"> {
  const { who, conduct, settings } = state;
  for (const delivery of begunBy(state)) {
    then.instruct({ to: "work", do: "cancel", delivery });
  }
  if (isPresent(state)) dropFailed(state, unackedBy(state), then);
  then.instruct({ to: "broker", do: "close" });
  return { is: "closed", who, conduct, settings };
}

export function sayAckRefused<State extends WorkerState>(
  state: State,
  { delivery, replyCode, replyText }: Told<"ack-refused">,
  then: Consequences,
): State {
  then.report({ type: "ack-refused", ...refOf(state.who, delivery), replyCode, replyText });
  return state;
}
