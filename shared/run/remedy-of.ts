import { assertNever } from "../kernel/assert-never.ts";
import type { Strategy } from "../scenario/strategy.ts";
import type { AnyFinding } from "./lint-run.ts";

/** The settings that would mend it; `null` where no setting does. */
export function remedyOf(finding: AnyFinding): Partial<Strategy> | null {
  switch (finding.code) {
    case "prefetch-inert":
      return { ack: "manual" };
    case "unlimited-slower":
      return { ack: "manual", prefetch: 1 };
    case "persistent-in-transient-queue":
      return { durable: true };
    case "transient-in-durable-queue":
      return { persistent: true };
    case "prefetch-below-latency":
      return { prefetch: finding.facts.enough };
    case "more-workers-than-tasks":
    case "hung-worker-holds":
    case "forgotten-acks":
    case "foreign-consumers":
    case "requeue-loop":
    case "message-vanished":
    case "message-returned":
      return null;
    default:
      return assertNever(finding);
  }
}
