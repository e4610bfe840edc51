import type { Finding, PlanFinding } from "../scenario/lint-plan.ts";
import { deadQueueOf, retries } from "../scenario/dead-letters.ts";
import type { TaskNumber, WorkerId } from "../scenario/scenario.ts";
import { queueSettingsOf, type QueueSettings } from "../scenario/queue-settings.ts";
import { deliveryGap, prefetchToCover, waitingShare, type DeliveryGap } from "./delivery-gap.ts";
import { doneUnacked } from "./in-hand.ts";
import type { ArmState } from "./run-state.ts";
import type { Standstill } from "./standstill.ts";

export type RunFinding =
  | Finding<
      "prefetch-below-latency",
      DeliveryGap & { readonly waitingShare: number; readonly enough: number }
    >
  | Finding<"standing-still", Omit<Standstill, "arm">>
  | Finding<
      "hung-worker-holds",
      {
        readonly worker: WorkerId;
        readonly tasks: number;
        /** They would return to the queue if it died. */
        readonly unacked: number;
        readonly heartbeats: boolean;
      }
    >
  | Finding<"forgotten-acks", { readonly unacked: number; readonly workers: readonly WorkerId[] }>
  | Finding<"foreign-consumers", { readonly foreign: number; readonly ours: number }>
  /** `tasks` are missing since. */
  | Finding<"queue-deleted", QueueSettings & { readonly tasks: number }>
  | Finding<"tasks-missing", { readonly tasks: number; readonly fewer: number }>
  | Finding<"requeue-loop", RequeueLoop>
  /** Their queue gave them up, and keeps no dead letters. */
  | Finding<"given-up", { readonly tasks: number }>
  | Finding<"dead-letters", { readonly tasks: number; readonly queue: string }>
  | Finding<
      "message-vanished",
      { readonly text: string; readonly routingKey: string; readonly confirmed: boolean }
    >
  | Finding<
      "message-returned",
      {
        readonly text: string;
        readonly routingKey: string;
        readonly replyCode: number;
        readonly replyText: string;
      }
    >;

interface RequeueLoop {
  readonly task: TaskNumber;
  /** How often it went back within a second of lab time. */
  readonly times: number;
}

export type AnyFinding = PlanFinding | RunFinding;

/** Less of a worker's time is not worth a word. */
const NOTICEABLE_SHARE = 0.1;

/** What can be said of an arm from what happened in it so far, and whether it stands still. */
export function lintRun(arm: ArmState, standstill: Standstill | null): readonly RunFinding[] {
  return [
    ...lastAstray(arm),
    ...foreigners(arm),
    ...shortages(arm),
    // Of what holds tasks back, the rule for standing still says all there is to say.
    ...(standstill ? standing(standstill) : [...hangs(arm), ...forgottenAcks(arm)]),
    ...loops(arm),
    ...givenUp(arm),
    ...latency(arm),
  ];
}

function standing({ arm, ...facts }: Standstill): readonly RunFinding[] {
  return [{ code: "standing-still", arm, severity: "warning", facts }];
}

function lastAstray({ arm, astray, strategy }: ArmState): readonly RunFinding[] {
  const last = astray.at(-1);
  if (!last) return [];
  const { text, routingKey, mandatory, confirmed, returned } = last;
  if (returned) {
    const facts = { text, routingKey, ...returned };
    return [{ code: "message-returned", arm, severity: "hint", facts }];
  }
  if (mandatory || (strategy.confirms && !confirmed)) return [];
  const facts = { text, routingKey, confirmed };
  return [{ code: "message-vanished", arm, severity: "warning", facts }];
}

function foreigners({ arm, foreignConsumers, workers }: ArmState): readonly RunFinding[] {
  if (foreignConsumers === 0) return [];
  const ours = workers.filter(({ leftAtMs }) => leftAtMs === null).length;
  const facts = { foreign: foreignConsumers, ours };
  return [{ code: "foreign-consumers", arm, severity: "warning", facts }];
}

/** What somebody else took away: of a queue that is gone, all that matters is that it is gone. */
function shortages({ arm, queueDeleted, queue, fewer, counts }: ArmState): readonly RunFinding[] {
  const tasks = counts.missing;
  if (queueDeleted && queue) {
    const facts = { ...queueSettingsOf(queue), tasks };
    return [{ code: "queue-deleted", arm, severity: "warning", facts }];
  }
  if (fewer + tasks === 0) return [];
  return [{ code: "tasks-missing", arm, severity: "warning", facts: { tasks, fewer } }];
}

function hangs({ arm, workers }: ArmState): readonly RunFinding[] {
  return workers.flatMap(({ worker, halt, held, running, unacked, leftAtMs }) => {
    const tasks = held.length + running.length;
    if (leftAtMs !== null || halt?.how !== "hung" || tasks === 0) return [];
    const facts = { worker, tasks, unacked, heartbeats: halt.heartbeats };
    return [{ code: "hung-worker-holds", arm, severity: "warning", facts } as const];
  });
}

function forgottenAcks(state: ArmState): readonly RunFinding[] {
  const { arm, workers } = state;
  const forgetful = workers.filter(({ acking, forgotten }) => !acking || forgotten > 0);
  const counts = forgetful.flatMap(({ worker, acking, forgotten }) => {
    const unacked = doneUnacked(state, worker);
    // One that acknowledges again may just be about to do so.
    const count = acking ? Math.min(unacked, forgotten) : unacked;
    return count === 0 ? [] : [{ worker, count }];
  });
  if (counts.length === 0) return [];
  const unacked = counts.reduce((sum, { count }) => sum + count, 0);
  const facts = { unacked, workers: counts.map(({ worker }) => worker) };
  return [{ code: "forgotten-acks", arm, severity: "warning", facts }];
}

function loops(state: ArmState): readonly RunFinding[] {
  const facts = requeueLoop(state);
  return facts ? [{ code: "requeue-loop", arm: state.arm, severity: "warning", facts }] : [];
}

function givenUp({ arm, tasks, counts, queue }: ArmState): readonly RunFinding[] {
  if (queue !== null && counts.dead > 0 && !retries(queue)) {
    const facts = { tasks: counts.dead, queue: deadQueueOf(queue.name, queue) };
    return [{ code: "dead-letters", arm, severity: "hint", facts }];
  }
  if (counts.lost === 0) return [];
  const gone = tasks.filter(
    ({ lossReason }) => lossReason === "rejected" || lossReason === "delivery-limit",
  );
  if (gone.length === 0) return [];
  return [{ code: "given-up", arm, severity: "warning", facts: { tasks: gone.length } }];
}

const WINDOW_MS = 1000;
/** More often than this within {@link WINDOW_MS} is a loop: nobody does it by hand. */
const MOST = 5;

/** The task that went back to the queue most often within a second, where that is a loop. */
function requeueLoop({ attempts }: ArmState): RequeueLoop | null {
  const recent = new Map<TaskNumber, number[]>();
  let worst: RequeueLoop | null = null;
  for (const { task, outcome, endedAtMs } of attempts) {
    if (outcome !== "requeued" || endedAtMs === null) continue;
    const before = recent.get(task) ?? [];
    const within = [...before.filter((atMs) => endedAtMs - atMs < WINDOW_MS), endedAtMs];
    recent.set(task, within);
    if (within.length > Math.max(MOST, worst?.times ?? 0)) worst = { task, times: within.length };
  }
  return worst;
}

function latency(state: ArmState): readonly RunFinding[] {
  const gap = deliveryGap(state);
  const share = gap ? waitingShare(gap) : 0;
  if (!gap || share < NOTICEABLE_SHARE) return [];
  const facts = { ...gap, waitingShare: share, enough: prefetchToCover(gap) };
  return [{ code: "prefetch-below-latency", arm: state.arm, severity: "hint", facts }];
}
