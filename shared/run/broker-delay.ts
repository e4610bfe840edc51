import { between, lasting, type ForMs } from "../kernel/moment.ts";
import { outagesOf } from "./outage.ts";
import type { ArmState, RunState } from "./run-state.ts";

/**
 * How long this arm waited for the broker itself: to take a silent worker for dead, or to come back.
 * These delays don't follow the lab's speed, so at 50× a minute of heartbeats is most of an hour.
 */
export function brokerDelayOf(arm: ArmState, run: RunState): ForMs {
  const silences = [...arm.earlierStays, ...arm.workers].map(({ leftHow, leftAtMs, halt }) =>
    leftHow === "missed-heartbeats" && leftAtMs !== null && halt ? between(halt.atMs, leftAtMs) : 0,
  );
  const outages = outagesOf(run).map(({ stoppedAtMs, startedAtMs }) =>
    startedAtMs === null ? 0 : between(stoppedAtMs, startedAtMs),
  );
  return lasting([...silences, ...outages].reduce<number>((sum, ms) => sum + ms, 0));
}
