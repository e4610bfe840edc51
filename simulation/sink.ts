import type { AtMs } from "#shared/kernel/moment.ts";
import type { RunEvent } from "#shared/run-log/run-event.ts";
import type { ArmId } from "#shared/scenario/scenario.ts";
import {
  attemptEvent,
  receivedEvent,
  type Attempt,
  type AttemptStage,
  type Receipt,
  type WhoIs,
} from "#workers/machine/consequences.ts";

type Published = Pick<
  Extract<RunEvent, { readonly type: "published" }>,
  "task" | "text" | "serviceMs"
>;

/**
 * Told of everything that happens, as it happens, with its lab time. What every task has comes as arguments: who
 * writes columns or adds up needs no events.
 */
export interface Sink {
  readonly published: (arm: ArmId, published: Published, persistent: boolean, atMs: AtMs) => void;
  readonly received: (who: WhoIs, receipt: Receipt, atMs: AtMs) => void;
  readonly attempt: (stage: AttemptStage, who: WhoIs, attempt: Attempt, atMs: AtMs) => void;
  /** All else. */
  readonly event: (event: RunEvent, atMs: AtMs) => void;
}

/** Makes events of it all. */
export function asEvents(report: (event: RunEvent, atMs: AtMs) => void): Sink {
  return {
    published: (arm, { task, text, serviceMs }, persistent, atMs) => {
      report({ type: "published", arm, task, text, serviceMs, persistent }, atMs);
    },
    received: (who, receipt, atMs) => {
      report(receivedEvent(who, receipt), atMs);
    },
    attempt: (stage, who, attempt, atMs) => {
      report(attemptEvent(stage, who, attempt), atMs);
    },
    event: report,
  };
}

/** The other way round: an event there is already. */
export function tellOf(event: RunEvent, atMs: AtMs, sink: Sink): void {
  switch (event.type) {
    case "published":
      sink.published(event.arm, event, event.persistent, atMs);
      break;
    case "received":
      sink.received(event, { ...event, returns: event }, atMs);
      break;
    case "started":
    case "late-work-started":
    case "finished":
    case "acked":
      sink.attempt(event.type, event, event, atMs);
      break;
    default:
      sink.event(event, atMs);
  }
}
