import { moment } from "#shared/kernel/moment.ts";
import { expect } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import type { Logged, RunEvent, Seq } from "#shared/run-log/run-event.ts";
import { violations } from "#shared/run/invariants.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { ArmState } from "#shared/run/run-state.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";

/** Arm A after a log and some more events in the moment of its last. Whatever comes of it must be sound. */
export function armAfter(log: readonly Logged[], ...more: readonly RunEvent[]): ArmState {
  const atMs = log.at(-1)?.atMs ?? moment(0);
  const rest = more.map((event, i): Logged => ({
    ...event,
    seq: (log.length + i + 1) as Seq,
    atMs,
  }));
  const state = project(runStateProjection, [...log, ...rest]);
  const arm = state.arms[0];
  if (!arm) throw new Error("no arm");
  expect(violations(state)).toEqual([]);
  return arm;
}

/** A delivery in arm A, as events name it. */
export const ref = (task: number, worker: string, attempt = 1) =>
  ({ arm: "A", task: task as TaskNumber, worker: worker as WorkerId, attempt }) as const;

/** Where each task is, in the order of their numbers. */
export const places = ({ tasks }: ArmState): string => tasks.map(({ place }) => place).join(" ");

export const brokerCounts = (arm: ArmState) => ({
  ready: arm.ready.length,
  unacked: arm.unacked,
});
