import { assertNever } from "../kernel/assert-never.ts";
import type { WorkerId } from "../scenario/scenario.ts";
import { queueSettingsOf, type QueueSettings } from "../scenario/queue-settings.ts";
import type { Strategy } from "../scenario/strategy.ts";
import type { WorkerAction } from "../scenario/worker-action.ts";
import type { AnyFinding } from "./lint-run.ts";

/** What would mend it: other settings, the queue as it was, or something done to workers. */
export type Remedy =
  | { readonly type: "settings"; readonly change: Partial<Strategy> }
  | { readonly type: "declare"; readonly queue: QueueSettings }
  | {
      readonly type: "act";
      readonly workers: readonly WorkerId[];
      readonly action: Extract<WorkerAction, { readonly type: "kill" | "resume" | "restart" }>;
    };

/** `null` where nothing the lab could do would. */
export function remedyOf(finding: AnyFinding): Remedy | null {
  switch (finding.code) {
    case "prefetch-inert":
      return settings({ ack: "manual" });
    case "prefetch-below-concurrency":
      return settings({ prefetch: finding.facts.concurrency });
    case "unlimited-slower":
      return settings({ ack: "manual", prefetch: 1 });
    case "persistent-in-transient-queue":
    case "quorum-not-durable":
      return settings({ durable: true });
    case "transient-in-durable-queue":
      return settings({ persistent: true });
    case "given-up":
      return settings({ deadLetters: "kept" });
    case "persistent-unconfirmed":
      return settings({ confirms: true });
    case "prefetch-below-latency":
      return settings({ prefetch: finding.facts.enough });
    case "standing-still": {
      const { why, workers, unacked } = finding.facts;
      if (why === "nobody-there" || why === "comes-back") return null;
      return act(
        workers,
        why === "hung" ? ofHung(unacked) : why === "paused" ? "resume" : "restart",
      );
    }
    case "hung-worker-holds":
      return act([finding.facts.worker], ofHung(finding.facts.unacked));
    case "forgotten-acks":
      return act(finding.facts.workers, "restart");
    case "queue-deleted":
      return { type: "declare", queue: queueSettingsOf(finding.facts) };
    case "tasks-missing":
    case "dead-letters":
    case "transient-in-quorum":
    case "unlimited-in-quorum":
    case "more-workers-than-tasks":
    case "foreign-consumers":
    case "requeue-loop":
    case "message-vanished":
    case "message-returned":
      return null;
    default:
      return assertNever(finding);
  }
}

type Act = Extract<Remedy, { readonly type: "act" }>;

/** What the broker no longer has would die with it. */
function ofHung(unacked: number): Act["action"]["type"] {
  return unacked === 0 ? "resume" : "kill";
}

function act(workers: readonly WorkerId[], type: Act["action"]["type"]): Remedy {
  return { type: "act", workers, action: { type } };
}

function settings(change: Partial<Strategy>): Remedy {
  return { type: "settings", change };
}
