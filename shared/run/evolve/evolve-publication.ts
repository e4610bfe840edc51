import type { Logged } from "../../run-log/run-event.ts";
import { editArm, editTask, taskAt } from "./arm-edits.ts";
import { copyCounts } from "./copy-state.ts";
import type { PlannedTask } from "../../scenario/scenario.ts";
import { inPublicationOrder, isOfPlan } from "../../scenario/workload.ts";
import type { ArmState } from "../run-state.ts";

type Of<Type extends Logged["type"]> = Extract<Logged, { type: Type }>;

/** @throws when tasks are not published in the order of their numbers. */
export function published(
  arm: ArmState,
  event: Of<"published">,
  workload: readonly PlannedTask[],
): ArmState {
  const { planned, tasks } = arm;
  const next = inPublicationOrder(workload)[workload.length - (planned - tasks.length)];
  const more = isOfPlan(next, event.atMs) ? 0 : 1;
  return added(arm, event, { planned: planned + more });
}

/** The broker has it, as a confirm would say. @throws as `published`. */
export function publishedOutside(arm: ArmState, event: Of<"published-outside">): ArmState {
  const { outside, planned } = arm;
  return added(arm, event, { outside: outside + 1, planned: planned + 1 });
}

function added(
  arm: ArmState,
  event: Of<"published" | "published-outside">,
  more: Partial<Pick<ArmState, "planned" | "outside">>,
): ArmState {
  const outside = event.type === "published-outside";
  if (event.task !== arm.tasks.length + 1) {
    throw new Error(
      `Arm ${arm.arm}: task ${event.task} published after ${arm.tasks.length} others`,
    );
  }
  return editArm(arm, {
    ...more,
    tasks: arm.tasks.append({
      task: event.task,
      text: event.text,
      serviceMs: event.serviceMs,
      persistent: event.persistent,
      outside,
      publishedAtMs: event.atMs,
      confirmed: outside,
      place: "ready",
      worker: null,
      attempts: 0,
      lastAttempt: null,
      redelivered: false,
      lossReason: null,
      settledAtMs: null,
    }),
    counts: Object.assign(copyCounts(arm.counts), { ready: arm.counts.ready + 1 }),
    ready: arm.ready.publish(event.task),
  });
}

export function confirmed(arm: ArmState, event: Of<"confirmed">): ArmState {
  return editTask(arm, event.task, { confirmed: true });
}

export function refused(arm: ArmState, event: Of<"refused">): ArmState {
  const edited = editTask(arm, event.task, { place: "refused", settledAtMs: event.atMs });
  return editArm(edited, { ready: arm.ready.without(event.task) });
}

/** Of what is done and given out again, the copy is gone. */
export function missing(arm: ArmState, { task, atMs }: Of<"missing">): ArmState {
  const fewer = Math.max(0, arm.fewer - 1);
  const gone = editArm(arm, { ready: arm.ready.without(task), fewer });
  if (taskAt(arm, task).place === "done") return gone;
  return editTask(gone, task, { place: "missing", settledAtMs: atMs });
}

/** It is in the queue, where it always was or where somebody has put it back. */
export function found(arm: ArmState, { task }: Of<"found">): ArmState {
  const isNew = taskAt(arm, task).attempts === 0;
  const ready = isNew ? arm.ready.publish(task) : arm.ready.giveBack(task, "abandoned");
  const there = editArm(arm, { ready, dead: arm.dead.without(task) });
  return editTask(there, task, { place: "ready", lossReason: null, settledAtMs: null });
}

export function returned(arm: ArmState, event: Of<"returned">): ArmState {
  const edited = editTask(arm, event.task, { place: "returned", settledAtMs: event.atMs });
  return editArm(edited, { ready: arm.ready.without(event.task) });
}
