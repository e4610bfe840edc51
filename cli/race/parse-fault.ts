import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { Fault, WorkerId } from "#shared/scenario/scenario.ts";
import type { WorkerAction } from "#shared/scenario/worker-action.ts";
import {
  isWorkerActionName,
  WORKER_ACTIONS,
  workerActionName,
} from "#shared/scenario/worker-action-name.ts";

/** One `--fault`: something that happens to a worker or the broker, or one more worker. */
export type PlannedFault =
  | { readonly type: "fault"; readonly fault: Fault; readonly text: string }
  | { readonly type: "join"; readonly worker: WorkerId; readonly atMs: number };

/** What may come first, for the help. */
export const FAULT_NAMES = [...Object.keys(WORKER_ACTIONS), "speed", "join"];

/**
 * `kill w1 9`, `speed w1 0.5 3`, `join w3 4`, `restart-broker 5`, `kill-broker 5`: what, to whom, and at which second of
 * lab time.
 * @returns `null` when it is not that.
 */
export function parseFault(text: string): PlannedFault | null {
  const words = text.trim().split(/\s+/);
  const atMs = secondsToMs(words.pop());
  const [what = "", who, speed, ...rest] = words;
  if (atMs === null || rest.length > 0) return null;
  if (who === undefined) {
    const kill = what === "kill-broker";
    if (!kill && what !== "restart-broker") return null;
    return { type: "fault", fault: { type: "restart-broker", kill, atMs }, text };
  }
  if (!/^w[1-9]\d{0,4}$/.test(who)) return null;
  const worker = who as WorkerId;
  if (what === "join" && speed === undefined) return { type: "join", worker, atMs };
  const action = what === "speed" ? speedAction(speed) : speed === undefined && named(what);
  if (!action) return null;
  return { type: "fault", fault: { type: "act-on-worker", worker, action, atMs }, text };
}

/** As it is written after `--fault`. */
export function faultText(fault: Fault): string {
  const at = fault.atMs / 1000;
  if (fault.type === "restart-broker") {
    return `${fault.kill ? "kill-broker" : "restart-broker"} ${at}`;
  }
  const { worker, action } = fault;
  return action.type === "set-speed"
    ? `speed ${worker} ${action.speed} ${at}`
    : `${workerActionName(action)} ${worker} ${at}`;
}

function named(what: string): WorkerAction | null {
  return isWorkerActionName(what) ? WORKER_ACTIONS[what] : null;
}

function speedAction(text = ""): WorkerAction | null {
  const speed = decimal(text);
  const { minSpeed, maxSpeed } = SCENARIO_LIMITS;
  if (speed === null || speed < minSpeed || speed > maxSpeed) return null;
  return { type: "set-speed", speed };
}

function secondsToMs(text = ""): number | null {
  const seconds = decimal(text);
  return seconds === null || seconds * 1000 > SCENARIO_LIMITS.maxAtMs ? null : seconds * 1000;
}

function decimal(text: string): number | null {
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null;
}
