import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { moment } from "#shared/kernel/moment.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import type { Logged, RunEvent, Seq } from "#shared/run-log/run-event.ts";
import { violations } from "#shared/run/invariants.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { lostAckOf, lostAcks } from "./lost-acks.ts";

/** Tasks 1 and 2 done and acknowledged by w1, 3 by w2; then this. */
function after(...more: readonly RunEvent[]) {
  const log = drawLog("A.queue ppp . . . .\nA.w1 rs d rs d .\nA.w2 . . . . rsd");
  const rest = more.map((event, i): Logged => ({
    ...event,
    seq: (log.length + i + 1) as Seq,
    // Later, or it would be as if the ack had come with the end of the connection.
    atMs: moment((log.at(-1)?.atMs ?? 0) + 1000 * i),
  }));
  const run = project(runStateProjection, [...log, ...rest]);
  expect(violations(run)).toEqual([]);
  return run.arms[0]!;
}

const left = (worker: string, how: "broker-lost" | "killed"): RunEvent => ({
  type: "worker-left",
  arm: "A",
  worker: worker as WorkerId,
  how,
});
const tasks = (acks: ReturnType<typeof lostAcks>) => acks.map(({ task }) => task);

it("an ack is lost when its task is given out again", () => {
  const arm = after();
  const ref = { arm: "A", task: 2, worker: "w1", attempt: 1 };
  expect(lostAckOf(arm, 2 as TaskNumber)).toEqual(ref);
  const known = after({ type: "ack-lost", ...lostAckOf(arm, 2 as TaskNumber)! });
  expect(lostAckOf(known, 2 as TaskNumber)).toBeNull();
  expect(known.ready.toArray()).toEqual([2]);
  expect(known.counts).toMatchObject({ done: 3, ready: 0 });
});

/** w1 is there again, and does this task once more. */
function doneAgain(task: number): RunEvent[] {
  const ref = { arm: "A", task: task as TaskNumber, worker: "w1" as WorkerId, attempt: 2 } as const;
  return [
    { type: "worker-joined", arm: "A", worker: ref.worker, speed: 1 },
    { type: "received", ...ref, redelivered: true, ack: "manual" },
    { type: "started", ...ref },
    { type: "finished", ...ref },
    { type: "acked", ...ref },
  ];
}

it("in doubt is no ack on the connection that came after, nor the one before it", () => {
  const first = { arm: "A", task: 2 as TaskNumber, worker: "w1" as WorkerId, attempt: 1 } as const;
  const arm = after(left("w1", "broker-lost"), { type: "ack-lost", ...first }, ...doneAgain(2));
  expect(tasks(lostAcks(arm, Infinity))).toEqual([1]);
});

it("in doubt are those of who was cut off, the latest first; never more than the queue has too many", () => {
  const arm = after(left("w1", "broker-lost"), left("w2", "killed"));
  expect(tasks(lostAcks(arm, Infinity))).toEqual([2, 1]);
  expect(tasks(lostAcks(arm, 1))).toEqual([2]);
  expect(lostAcks(arm, 0)).toEqual([]);
  expect(lostAcks(after(), Infinity)).toEqual([]);
});
