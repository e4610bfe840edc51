import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { Run } from "./run.ts";

export function brokerDown(run: Run): CommandProblem {
  return { code: "broker-down", reason: run.recorder.state.brokerLost?.reason ?? "" };
}

export function noSuchArm(run: Run): CommandProblem {
  const arms = run.recorder.state.arms.map(({ arm }) => arm);
  return { code: "invalid", path: "arm", detail: `one-of:${arms.join(",")}` };
}
