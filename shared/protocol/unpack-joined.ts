import type { Joined, JoinRequest, PackedJoined } from "./events.ts";
import { unpack, unpackLog } from "./packed.ts";

/** @param asked what one who asked had already. */
export function unpackJoined(
  packed: PackedJoined,
  asked: Pick<JoinRequest, "runId" | "afterSeq">,
): Joined {
  const checkpoint = packed.checkpoint && unpack(packed.checkpoint);
  const afterSeq = packed.lab.runId === asked.runId ? asked.afterSeq : 0;
  return {
    ...packed,
    plan: packed.plan && unpack(packed.plan),
    checkpoint,
    log: unpackLog(packed.log, checkpoint?.seq ?? afterSeq),
  };
}
