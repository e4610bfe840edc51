import type { SendProblem } from "#client/connection/lab-socket.ts";
import type { Messages } from "#shared/messages/messages.ts";
import { readRefusal } from "#shared/protocol/refusal.ts";

/** Why something was not done, and what to do next. */
export function problemText({ problems }: Messages, problem: SendProblem): string {
  switch (problem.code) {
    case "invalid": {
      const { code, limit } = readRefusal(problem.detail);
      return problems.invalid(problem.path, problems.refusals[code](limit ?? ""));
    }
    case "broker-down":
      return problems["broker-down"](problem.reason);
    case "limit":
      return problems.limit[problem.what](problem.max);
    case "restart-failed":
      return problems["restart-failed"](problem.reason);
    case "cool-down":
      return problems["cool-down"](problem.seconds);
    case "not-allowed":
    case "old-page":
    case "stale-plan":
    case "no-such-lab":
    case "not-joined":
    case "too-fast":
    case "run-in-progress":
    case "no-run":
    case "burst-in-progress":
    case "no-such-worker":
    case "nothing-to-give-back":
    case "restart-not-allowed":
    case "last-arm":
    case "last-worker":
    case "internal":
    case "offline":
      return problems[problem.code];
  }
}
