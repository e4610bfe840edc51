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

/** What a name is followed by, before the second of lab time it happens at. */
interface FaultForm {
  readonly names: readonly string[];
  /** As an example shows it. */
  readonly like: string;
  /** Gives `null` for what it is not. */
  readonly read: (words: readonly string[], given: FaultText) => PlannedFault | null;
}

interface FaultText {
  readonly text: string;
  readonly what: string;
  readonly atMs: number;
}

const FORMS: readonly FaultForm[] = [
  {
    names: Object.keys(WORKER_ACTIONS),
    like: "w1 9",
    read: ([who, ...rest], given) => onWorker(who, rest.length === 0 && named(given.what), given),
  },
  {
    names: ["speed"],
    like: "w1 0.5 3",
    read: ([who, speed, ...rest], given) =>
      onWorker(who, rest.length === 0 && speedAction(speed), given),
  },
  {
    names: ["join"],
    like: "w3 4",
    read: ([who, ...rest], { atMs }) =>
      rest.length === 0 && isWorkerId(who) ? { type: "join", worker: who, atMs } : null,
  },
  {
    names: ["restart-broker", "kill-broker"],
    like: "5",
    read: (words, { what, text, atMs }) => {
      const fault = { type: "restart-broker", kill: what === "kill-broker", atMs } as const;
      return words.length === 0 ? { type: "fault", fault, text } : null;
    },
  },
];

/** All that `parseFault` reads, as usage is written. */
export const FAULT_USAGE = FORMS.map(({ names, like }) => `${names.join("|")} ${like}`).join(", ");

/**
 * `kill w1 9`, `speed w1 0.5 3`, `join w3 4`, `restart-broker 5`: what, to whom, and at which second of lab time.
 *
 * @returns `null` when it is not that.
 */
export function parseFault(text: string): PlannedFault | null {
  const [what = "", ...words] = text.trim().split(/\s+/);
  const atMs = secondsToMs(words.pop());
  if (atMs === null) return null;
  const form = FORMS.find(({ names }) => names.includes(what));
  return form?.read(words, { text, what, atMs }) ?? null;
}

function onWorker(
  who: string | undefined,
  action: WorkerAction | false | null,
  { text, atMs }: FaultText,
): PlannedFault | null {
  if (!isWorkerId(who) || !action) return null;
  return { type: "fault", fault: { type: "act-on-worker", worker: who, action, atMs }, text };
}

function isWorkerId(text = ""): text is WorkerId {
  return /^w[1-9]\d{0,4}$/.test(text);
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
