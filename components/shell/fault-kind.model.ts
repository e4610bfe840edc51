import type { ActName } from "#components/lab/worker-acts.model.ts";
import type { Fault, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";

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
  "restart-broker",
  "kill-broker",
] as const satisfies readonly (ActName | "restart-broker" | "kill-broker")[];

export type FaultKind = (typeof FAULT_KINDS)[number];
type WorkerFaultKind = Exclude<FaultKind, "restart-broker" | "kill-broker">;

const ACTIONS: Readonly<Record<WorkerFaultKind, WorkerAction>> = {
  kill: { type: "kill" },
  pause: { type: "pause" },
  hang: { type: "hang", heartbeats: true },
  "hang-silent": { type: "hang", heartbeats: false },
  resume: { type: "resume" },
  slow: { type: "set-speed", speed: 0.5 },
  fast: { type: "set-speed", speed: 2 },
  stop: { type: "stop" },
  restart: { type: "restart" },
  "forget-acks": { type: "set-acking", acking: false },
  "remember-acks": { type: "set-acking", acking: true },
  nack: { type: "nack", requeue: true },
  "nack-drop": { type: "nack", requeue: false },
  reject: { type: "reject", requeue: false },
};

export function faultOf(kind: FaultKind, worker: WorkerId, atMs: number): Fault {
  if (kind === "restart-broker" || kind === "kill-broker") {
    return { type: "restart-broker", kill: kind === "kill-broker", atMs };
  }
  return { type: "act-on-worker", worker, action: ACTIONS[kind], atMs };
}

/** What an action is called here. */
export function kindOf(action: WorkerAction): WorkerFaultKind {
  switch (action.type) {
    case "hang":
      return action.heartbeats ? "hang" : "hang-silent";
    case "set-acking":
      return action.acking ? "remember-acks" : "forget-acks";
    case "set-speed":
      return action.speed < 1 ? "slow" : "fast";
    case "nack":
      return action.requeue ? "nack" : "nack-drop";
    default:
      return action.type;
  }
}
