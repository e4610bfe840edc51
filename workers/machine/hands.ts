import { Queue } from "#shared/kernel/queue.ts";
import type { AttemptRef } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import type { Consequences } from "./consequences.ts";
import type { Delivery, Present, Who } from "./worker-state.ts";

/** Takes a delivery, and begins it if it has a hand free. */
export function take<State extends Present>(
  state: State,
  { delivery }: { readonly delivery: Delivery },
  then: Consequences,
): State {
  const { who, running, held } = state;
  then.received(who, delivery);
  if (!hasHandFree(state, running)) return withHands(state, running, held.append(delivery));
  start(state, delivery, then);
  return withHands(state, added(running, delivery), held);
}

/** Begins what it holds, in order of arrival, while it has a hand free and nothing halts it. */
export function begin<State extends Present>(state: State, then: Consequences): State {
  let { running, held } = state;
  let next = held.first;
  while (next && hasHandFree(state, running)) {
    start(state, next, then);
    running = added(running, next);
    held = held.without(next);
    next = held.first;
  }
  return running === state.running ? state : withHands(state, running, held);
}

/** Acknowledges what it has done, unless it forgets to, or there is nothing to acknowledge. */
export function finish<State extends Present>(
  state: State,
  { delivery: { task, attempt } }: { readonly delivery: Delivery },
  then: Consequences,
): State {
  const done = state.running.find((one) => one.task === task && one.attempt === attempt);
  if (!done) return state;
  if (done.isPoison && !done.late) return fail(state, done, then);
  const { who, conduct } = state;
  then.attempt("finished", who, done);
  const after = letGo(state, done);
  if (done.ack === "auto") return after;
  if (!conduct.acking) {
    return done.late ? after : { ...after, forgotten: [...after.forgotten, done] };
  }
  if (done.late) then.instruct({ to: "broker", do: "ack-late", delivery: done });
  else {
    then.attempt("acked", who, done);
    then.instruct({ to: "broker", do: "ack", tag: done.tag });
  }
  return after;
}

/** As a program does whose handler throws: what can be given back is, and will fail again; where it would be kept, it is given up. */
function fail<State extends Present>(state: State, failed: Delivery, then: Consequences): State {
  if (failed.ack === "manual" && !failed.isLastTry) {
    return refuse(state, failed, { type: "reject", requeue: !failed.keepsDead }, then);
  }
  then.report({
    type: "lost",
    arm: state.who.arm,
    task: failed.task,
    why: failed.isLastTry && failed.ack === "manual" ? "gave-up" : "auto-acked-work-failed",
  });
  // Whoever would look into it has to be told in another way: the broker is done with it.
  if (failed.ack === "manual") then.instruct({ to: "broker", do: "ack", tag: failed.tag });
  return letGo(state, failed);
}

/** Refuses one delivery, in hand or held. */
export function refuse<State extends Present>(
  state: State,
  delivery: Delivery,
  how: { readonly type: "nack" | "reject"; readonly requeue: boolean },
  then: Consequences,
): State {
  if (state.running.includes(delivery)) {
    then.instruct({ to: "work", do: "cancel", delivery });
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
    then.report({ type: "lost", arm, task, why: "auto-acked-worker-gone" });
  }
}

/** Says which of these their queue drops, now that their consumer is no more: it counts as a failure of each. */
export function dropFailed(
  { who: { arm } }: Present,
  deliveries: Iterable<Delivery>,
  then: Consequences,
): void {
  for (const delivery of deliveries) {
    const { ack, late, dropsWhen } = delivery;
    if (ack !== "auto" && !late && dropsWhen !== "never") sayDropped(arm, delivery, then);
  }
}

/** All that its consumer has not acknowledged. */
export function unackedBy({ running, held, forgotten }: Present): readonly Delivery[] {
  return [...running, ...held, ...forgotten];
}

const BACK = { type: "nack", requeue: true } as const;

function sayRefused(
  who: Who,
  delivery: Delivery,
  { type, requeue }: { readonly type: "nack" | "reject"; readonly requeue: boolean },
  then: Consequences,
): void {
  const said = type === "nack" ? "nacked" : "rejected";
  then.report({ type: said, ...refOf(who, delivery), requeue });
  const isDropped =
    delivery.dropsWhen === "given-back" || (delivery.dropsWhen === "failed" && type === "reject");
  if (requeue && isDropped) sayDropped(who.arm, delivery, then);
  if (!requeue && delivery.keepsDead) {
    then.report({ type: "dead-lettered", arm: who.arm, task: delivery.task, why: "rejected" });
  }
  then.instruct({ to: "broker", do: type, tag: delivery.tag, requeue });
}

/** It came back once too often. */
function sayDropped(arm: ArmId, { task, keepsDropped }: Delivery, then: Consequences): void {
  const type = keepsDropped ? "dead-lettered" : "lost";
  then.report({ type, arm, task, why: "delivery-limit" });
}

function hasHandFree({ who, conduct }: Present, running: readonly Delivery[]): boolean {
  return conduct.pace === "at-work" && running.length < who.concurrency;
}

/** Late work was begun before, and goes on. */
function start({ who, conduct }: Present, delivery: Delivery, then: Consequences): void {
  const { speed } = conduct;
  const { late } = delivery;
  then.attempt(late ? "late-work-started" : "started", who, delivery);
  then.instruct({ to: "work", do: late ? "resume" : "start", delivery, speed });
}

function letGo<State extends Present>(state: State, delivery: Delivery): State {
  const { running, held } = state;
  if (!running.includes(delivery)) return withHands(state, running, held.without(delivery));
  const others = running.length === 1 ? NONE : running.filter((one) => one !== delivery);
  return withHands(state, others, held);
}

const NONE: readonly Delivery[] = [];

function added(running: readonly Delivery[], delivery: Delivery): readonly Delivery[] {
  return running.length === 0 ? [delivery] : [...running, delivery];
}

/** Field by field, as it happens twice a task: Node 20 copies so ten times quicker than by a spread. */
function withHands<State extends Present>(
  { is, who, conduct, settings, forgotten }: State,
  running: State["running"],
  held: State["held"],
): State {
  return { is, who, conduct, settings, running, held, forgotten } as State;
}

export function refOf({ arm, worker }: Who, { task, attempt }: Delivery): AttemptRef {
  return { arm, task, worker, attempt };
}
