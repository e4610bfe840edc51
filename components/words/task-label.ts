import { sizeSeconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { ReturnCounts } from "#shared/run-log/run-event.ts";
import type { BarKind } from "#components/stage/lane/lane.model.ts";
import { returnsWords } from "./returns-words.ts";

interface Named extends ReturnCounts {
  readonly task: TaskNumber;
  readonly serviceMs: number | null;
  readonly redelivered: boolean;
  readonly outside: boolean;
  readonly kind: BarKind | "ready" | "planned";
  readonly worker: WorkerId | null;
}

/** As it stands on a token or a bar: one from outside came on top. */
export function taskNumber({ task, outside }: { task: number; outside: boolean }): string {
  return outside ? `+${task}` : String(task);
}

/** A task as it is read aloud: "task 7, 4 seconds, held by w1, not started". */
export function taskLabel(
  { stage }: Messages,
  { task, serviceMs, redelivered, outside, kind, worker, ...returns }: Named,
): string {
  const state = {
    ready: () => stage.task.ready,
    planned: () => stage.task.planned,
    held: stage.task.held,
    running: stage.task.running,
    done: stage.task.done,
    lost: stage.task.lost,
    "lost-ahead": stage.task.lost,
    requeued: stage.task.requeued,
    late: stage.task.late,
  }[kind](worker ?? "");
  const words = [
    state,
    ...(redelivered ? [stage.task.redelivered, ...returnsWords(returns)] : []),
    ...(outside ? [stage.task.outside] : []),
  ].join(", ");
  return stage.task.name(task, serviceMs === null ? null : sizeSeconds(serviceMs), words);
}
