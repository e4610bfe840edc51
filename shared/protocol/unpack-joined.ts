import type { Checkpoint } from "../run/checkpoint/checkpoint.ts";
import type { Joined, JoinRequest, PackedJoined, PackedPlan, SentCheckpoint } from "./events.ts";
import { unpack, unpackLog } from "./packed.ts";

/**
 * @param asked what one who asked had already.
 * @throws when a checkpoint refers to a plan that is not there.
 */
export function unpackJoined(
  packed: PackedJoined,
  asked: Pick<JoinRequest, "runId" | "afterSeq">,
): Joined {
  const plan = packed.plan && unpack(packed.plan);
  const checkpoint = packed.checkpoint && whole(unpack(packed.checkpoint), plan);
  const afterSeq = packed.lab.runId === asked.runId ? asked.afterSeq : 0;
  return {
    ...packed,
    plan,
    checkpoint,
    log: unpackLog(packed.log, checkpoint?.seq ?? afterSeq),
  };
}

/** What is the plan's with it again. */
function whole({ scenario, ...rest }: SentCheckpoint, plan: PackedPlan | null): Checkpoint {
  if (scenario === null) return { ...rest, scenario };
  const workload = scenario.workload ?? plan?.scenario.workload;
  if (!workload) throw new Error("A checkpoint without tasks came without a plan");
  return { ...rest, scenario: { ...scenario, workload } };
}
