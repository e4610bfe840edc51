import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { Delivery, Who } from "./worker-state.ts";
import type { WorkerInstruction } from "./worker-stimulus.ts";

/** What happens to each delivery on its way. */
export type AttemptStage = "started" | "late-work-started" | "finished" | "acked";

/** Of whom a delivery's events tell. */
export type WhoIs = Pick<Who, "arm" | "worker">;
export type Attempt = Pick<Delivery, "task" | "attempt">;
/** With how its consumer acknowledges. */
type Worked = Pick<Delivery, "task" | "attempt" | "ack">;
export type Receipt = Pick<Delivery, "task" | "attempt" | "redelivered" | "ack" | "returns">;

/**
 * Who hears of what happens to a worker, in this order. What every task has comes as arguments: an event is made only
 * where somebody wants one, as making them costs more than to simulate.
 */
export interface Reports {
  readonly received: (who: WhoIs, receipt: Receipt) => void;
  readonly attempt: (stage: AttemptStage, who: WhoIs, attempt: Worked) => void;
  readonly report: (event: RunEvent) => void;
}

/** What a step comes to: what is told of it, and what the line to the broker and the work are to do. */
export interface Consequences extends Reports {
  readonly instruct: (instruction: WorkerInstruction) => void;
}

export function receivedEvent(
  { arm, worker }: WhoIs,
  { task, attempt, redelivered, ack, returns }: Receipt,
): RunEvent {
  // What comes back from the dead letters is a new message.
  if (!redelivered && returns.deathCount === undefined) {
    return { type: "received", arm, task, worker, attempt, redelivered, ack };
  }
  return { type: "received", arm, task, worker, attempt, redelivered, ack, ...returns };
}

/** In full: a spread takes ten times as long on Node 20. */
export function attemptEvent(
  type: AttemptStage,
  { arm, worker }: WhoIs,
  { task, attempt }: Attempt,
): RunEvent {
  return { type, arm, task, worker, attempt };
}
