import { Queue } from "#shared/kernel/queue.ts";
import type { AttemptRef } from "#shared/run-log/run-event.ts";
import type { Delivery, Present, Who } from "./worker-state.ts";
import type { Consequences } from "./worker-stimulus.ts";

/** Takes a delivery, and begins it if it has a hand free. */
export function take<State extends Present>(
  state: State,
  { delivery }: { readonly delivery: Delivery },
  then: Consequences,
): State {
  const { ack, redelivered } = delivery;
  then.reports.push({ type: "received", ...refOf(state.who, delivery), redelivered, ack });
  return begin({ ...state, held: state.held.append(delivery) }, then);
}

/** Begins what it holds, in order of arrival, while it has a hand free and nothing halts it. */
export function begin<State extends Present>(state: State, then: Consequences): State {
  const { who, conduct } = state;
  if (conduct.pace !== "at-work") return state;
  let { running, held } = state;
  for (
    let next = held.at(0);
    next && running.length < who.concurrency;
    held = held.without(next), next = held.at(0)
  ) {
    const { speed } = conduct;
    const [type, how] = next.late
      ? (["late-work-started", "resume"] as const)
      : (["started", "start"] as const);
    then.reports.push({ type, ...refOf(who, next) });
    then.instructions.push({ to: "work", do: how, delivery: next, speed });
    running = [...running, next];
  }
  return running === state.running ? state : { ...state, running, held };
}

/** Acknowledges what it has done, unless it forgets to, or there is nothing to acknowledge. */
export function finish<State extends Present>(
  state: State,
  { delivery: { task, attempt } }: { readonly delivery: Delivery },
  then: Consequences,
): State {
  const done = state.running.find((one) => one.task === task && one.attempt === attempt);
  if (!done) return state;
  const { who, conduct } = state;
  then.reports.push({ type: "finished", ...refOf(who, done) });
  const after = letGo(state, done);
  if (done.ack === "auto") return after;
  if (!conduct.acking) {
    return done.late ? after : { ...after, forgotten: [...after.forgotten, done] };
  }
  if (done.late) then.instructions.push({ to: "broker", do: "ack-late", delivery: done });
  else {
    then.reports.push({ type: "acked", ...refOf(who, done) });
    then.instructions.push({ to: "broker", do: "ack", tag: done.tag });
  }
  return after;
}

/** Refuses one delivery, in hand or held. */
export function refuse<State extends Present>(
  state: State,
  delivery: Delivery,
  how: { readonly type: "nack" | "reject"; readonly requeue: boolean },
  then: Consequences,
): State {
  if (state.running.includes(delivery)) {
    then.instructions.push({ to: "work", do: "cancel", delivery });
  }
  sayRefused(state.who, delivery, how, then);
  return letGo(state, delivery);
}

/** Done and not acknowledged, they are the broker's again: said before their channel closes. */
export function giveBackForgotten<State extends Present>(state: State, then: Consequences): State {
  for (const delivery of state.forgotten) sayRefused(state.who, delivery, BACK, then);
  return state.forgotten.length === 0 ? state : { ...state, forgotten: [] };
}

/** What it has not begun. Of what is late or acknowledged already, the broker has no copy to take back. */
export function giveBackHeld<State extends Present>(state: State, then: Consequences): State {
  const isBrokers = ({ ack, late }: Delivery) => ack === "manual" && !late;
  for (const delivery of state.held) {
    if (isBrokers(delivery)) sayRefused(state.who, delivery, BACK, then);
  }
  return { ...state, held: Queue.of([...state.held].filter((delivery) => !isBrokers(delivery))) };
}

/** Says of what was acknowledged when it was delivered that nobody has it any more. */
export function lose(
  { who: { arm } }: Present,
  deliveries: Iterable<Delivery>,
  then: Consequences,
): void {
  for (const { ack, task } of deliveries) {
    if (ack !== "auto") continue;
    then.reports.push({ type: "lost", arm, task, why: "auto-acked-worker-gone" });
  }
}

const BACK = { type: "nack", requeue: true } as const;

function sayRefused(
  who: Who,
  delivery: Delivery,
  { type, requeue }: { readonly type: "nack" | "reject"; readonly requeue: boolean },
  then: Consequences,
): void {
  const said = type === "nack" ? "nacked" : "rejected";
  then.reports.push({ type: said, ...refOf(who, delivery), requeue });
  then.instructions.push({ to: "broker", do: type, tag: delivery.tag, requeue });
}

function letGo<State extends Present>(state: State, delivery: Delivery): State {
  if (!state.running.includes(delivery)) return { ...state, held: state.held.without(delivery) };
  return { ...state, running: state.running.filter((one) => one !== delivery) };
}

/** In full, as they are made for every delivery: a spread costs more than what it saves. */
export function refOf(who: Who, { task, attempt }: Delivery): AttemptRef {
  return { arm: who.arm, task, worker: who.worker, attempt };
}
