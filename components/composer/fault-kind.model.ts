import type { Fault, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import { WORKER_ACTIONS, type WorkerActionName } from "#shared/scenario/worker-action-name.ts";

const SPEEDS = { slow: 0.5, fast: 2 } as const;

/** What can be planned to go wrong. */
export const FAULT_KINDS = [
  "kill",
  "pause",
  "hang",
  "hang-silent",
  "resume",
  "slow",
  "fast",
  "stop",
  "restart",
  "forget-acks",
  "remember-acks",
  "nack",
  "nack-drop",
  "reject",
  "reject-drop",
  "restart-broker",
  "kill-broker",
] as const satisfies readonly (
  WorkerActionName | keyof typeof SPEEDS | "restart-broker" | "kill-broker"
)[];

export type FaultKind = (typeof FAULT_KINDS)[number];

export function faultOf(kind: FaultKind, worker: WorkerId, atMs: number): Fault {
  switch (kind) {
    case "restart-broker":
    case "kill-broker":
      return { type: "restart-broker", kill: kind === "kill-broker", atMs };
    case "slow":
    case "fast":
      return onWorker(worker, { type: "set-speed", speed: SPEEDS[kind] }, atMs);
    default:
      return onWorker(worker, WORKER_ACTIONS[kind], atMs);
  }
}

function onWorker(worker: WorkerId, action: WorkerAction, atMs: number): Fault {
  return { type: "act-on-worker", worker, action, atMs };
}
