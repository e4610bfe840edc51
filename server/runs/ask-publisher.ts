import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandProblem, LabCommand } from "#shared/protocol/lab-command.ts";
import type { BrokerStatus } from "#shared/protocol/lab-state.ts";
import type { Run } from "./run.ts";

/** What is asked of the publishers of a run that is on. */
export type PublisherCommand = Extract<
  LabCommand,
  { readonly type: "redeclare-queue" | "publish-astray" | "publish-burst" }
>;

export async function askPublisher(
  command: PublisherCommand,
  run: Run | null,
  broker: BrokerStatus,
): Promise<Result<null, CommandProblem>> {
  if (!run) return fail({ code: "no-run" });
  if (run.phase === "starting") return fail({ code: "run-in-progress" });
  if (run.phase === "broker-lost") return brokerDown(run);
  switch (command.type) {
    case "redeclare-queue": {
      const asked = await run.arms.redeclare(command.arm, command.durable);
      return asked.ok ? asked : fail({ code: "broker-down", reason: asked.error });
    }
    case "publish-astray": {
      const { arm, text, mandatory } = command;
      return run.arms.publishAstray(arm, text, mandatory) ? ok(null) : brokerDown(run);
    }
    case "publish-burst":
      if (run.isBursting) return fail({ code: "burst-in-progress" });
      // Before anything is sent: a burst without its kill would show nothing.
      if (command.kill && broker.state === "up" && !broker.canRestart) {
        return fail({ code: "restart-not-allowed" });
      }
      return run.burst(command);
  }
}

export function brokerDown(run: Run | null): Result<never, CommandProblem> {
  const reason = run?.recorder.state.brokerLost?.reason ?? "";
  return fail({ code: "broker-down", reason });
}
