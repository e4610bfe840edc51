import { moment } from "#shared/kernel/moment.ts";
import type { Logged, RunEvent, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { Arm, ArmId, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { dottedText, MS_PER_DOT } from "#shared/scenario/workload.ts";

const WORKERS = 8;
const PACE_MS = 640;

type Said = readonly [atMs: number, event: RunEvent];

/**
 * A race of two arms of 8 workers, unlimited against prefetch 1, at 97 % of what they can do: so many tasks, six
 * events for each in each arm. Same tasks, same log.
 */
export function longLog(tasks: number): Logged[] {
  const arms: readonly Arm[] = [
    { arm: "A", strategy: EAGER, workers: crew() },
    { arm: "B", strategy: WAIT_FOR_ACK, workers: crew() },
  ];
  const said = arms.flatMap(({ arm, strategy }) => armLog(arm, strategy === EAGER, tasks));
  said.sort((one, other) => one[0] - other[0]);
  const scenario = { preset: null, seed: 1, workload: [], arms, faults: [] };
  const broker = { kind: "embedded", product: "bench", version: "0" } as const;
  const opened: RunEvent = {
    type: "run-opened",
    formatVersion: 2,
    runId: "bench" as RunId,
    scenario,
    broker,
    release: null,
  };
  return [[0, opened] as const, ...said].map(([atMs, event], i) => ({
    ...event,
    seq: (i + 1) as Seq,
    atMs: moment(atMs),
  }));
}

function crew() {
  return Array.from({ length: WORKERS }, (_, i) => ({
    worker: `w${i + 1}` as WorkerId,
    speed: 1,
    joinAtMs: 0,
  }));
}

function armLog(arm: ArmId, inTurn: boolean, tasks: number): Said[] {
  const freeAtMs = crew().map(({ worker }) => ({ worker, atMs: 0 }));
  const said: Said[] = freeAtMs.map(({ worker }) => [
    0,
    { type: "worker-joined", arm, worker, speed: 1 },
  ]);
  for (let i = 0; i < tasks; i++) {
    const task = (i + 1) as TaskNumber;
    const dots = 1 + ((i * 7919) % 9);
    const text = dottedText(dots);
    const serviceMs = dots * MS_PER_DOT;
    const publishedAtMs = i * PACE_MS;
    said.push(
      [publishedAtMs, { type: "published", arm, task, text, serviceMs, persistent: true }],
      [publishedAtMs, { type: "confirmed", arm, task }],
    );
    const whose = inTurn
      ? freeAtMs[i % WORKERS]
      : freeAtMs.reduce((least, one) => (one.atMs < least.atMs ? one : least));
    if (!whose) continue;
    const startedAtMs = Math.max(publishedAtMs, whose.atMs);
    whose.atMs = startedAtMs + serviceMs;
    const ref = { arm, task, worker: whose.worker, attempt: 1 };
    said.push(
      [
        inTurn ? publishedAtMs : startedAtMs,
        { type: "received", ...ref, redelivered: false, ack: "manual" },
      ],
      [startedAtMs, { type: "started", ...ref }],
      [whose.atMs, { type: "finished", ...ref }],
      [whose.atMs, { type: "acked", ...ref }],
    );
  }
  return said;
}
