import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { Run } from "./run.ts";

export function brokerDown(run: Run): CommandProblem {
  return { code: "broker-down", reason: run.recorder.state.brokerLost?.reason ?? "" };
}
