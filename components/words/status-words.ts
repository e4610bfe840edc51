import { seconds } from "#components/i18n/format.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { WorkerStatus } from "#components/stage/worker/worker-status.model.ts";

/** A worker's status as it is written: a row is drawn again only when a word of it changes. */
export interface StatusWords {
  readonly kind: WorkerStatus["kind"];
  readonly text: string;
  readonly progress: string;
}

export function statusWords(messages: Messages, status: WorkerStatus): StatusWords {
  const { worker } = messages.stage;
  const chaos = messages.chaos.status;
  const { kind } = status;
  switch (kind) {
    case "running": {
      const progress = worker.progress(
        seconds(status.elapsedMs),
        status.totalMs === null ? null : seconds(status.totalMs),
      );
      return { kind, text: worker.task(status.task), progress };
    }
    case "paused":
    case "hung": {
      const word = status.heartbeats ? chaos[kind] : chaos.silent;
      return { kind, text: word(seconds(status.atMs)), progress: "" };
    }
    case "forgets":
      return {
        kind,
        text: chaos.forgets,
        progress: status.task === null ? "" : worker.task(status.task),
      };
    case "late":
      return { kind, text: chaos.late(status.task), progress: "" };
    case "killed":
      return { kind, text: worker.killed(seconds(status.atMs)), progress: "" };
    case "left":
      return { kind, text: worker.left(seconds(status.atMs)), progress: "" };
    case "missed-heartbeats":
      return { kind, text: worker.missedHeartbeats(seconds(status.atMs)), progress: "" };
    case "broker-lost":
      return { kind, text: worker.brokerLost(seconds(status.atMs)), progress: "" };
    case "joins":
      return { kind, text: worker.joins(seconds(status.atMs)), progress: "" };
    case "next-run":
      return { kind, text: worker.nextRun, progress: "" };
    case "idle":
    case "nothing":
    case "free":
    case "attaching":
      return { kind, text: worker[kind], progress: "" };
  }
}
