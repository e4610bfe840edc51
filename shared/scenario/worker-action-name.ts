import type { WorkerAction } from "./worker-action.ts";

/** What can be done to a worker, by the names the page and the command line share. A speed is a name of its own. */
export const WORKER_ACTIONS = {
  kill: { type: "kill" },
  stop: { type: "stop" },
  pause: { type: "pause" },
  hang: { type: "hang", heartbeats: true },
  "hang-silent": { type: "hang", heartbeats: false },
  resume: { type: "resume" },
  restart: { type: "restart" },
  "forget-acks": { type: "set-acking", acking: false },
  "remember-acks": { type: "set-acking", acking: true },
  nack: { type: "nack", requeue: true },
  "nack-drop": { type: "nack", requeue: false },
  reject: { type: "reject", requeue: true },
  "reject-drop": { type: "reject", requeue: false },
} as const satisfies Readonly<Record<string, WorkerAction>>;

export type WorkerActionName = keyof typeof WORKER_ACTIONS;

export function isWorkerActionName(text: string): text is WorkerActionName {
  return Object.hasOwn(WORKER_ACTIONS, text);
}

export function workerActionName(
  action: Exclude<WorkerAction, { readonly type: "set-speed" }>,
): WorkerActionName {
  switch (action.type) {
    case "hang":
      return action.heartbeats ? "hang" : "hang-silent";
    case "set-acking":
      return action.acking ? "remember-acks" : "forget-acks";
    case "nack":
    case "reject":
      return action.requeue ? action.type : `${action.type}-drop`;
    default:
      return action.type;
  }
}
