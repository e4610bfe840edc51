import { BEGINNING, later, type AtMs, type ForMs } from "#shared/kernel/moment.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Arm, Scenario } from "#shared/scenario/scenario.ts";
import { forecast, type Forecast } from "#simulation/forecast.ts";

export { unawaitedOn } from "#simulation/unawaited.ts";

interface Remembered extends Pick<Scenario, "workload" | "faults"> {
  readonly release: BrokerRelease | null;
  readonly foreseen: Forecast;
}

/** Simulating takes some milliseconds, and a plan is looked at with every picture: each arm's latest is kept. */
const remembered = new WeakMap<Arm, Remembered>();

/** How an arm of a plan would go, on such a broker, if nobody did anything. */
function foreseen(arm: Arm, plan: Scenario, release: BrokerRelease | null): Forecast {
  const known = remembered.get(arm);
  const { workload, faults } = plan;
  if (known?.workload === workload && known.faults === faults && known.release === release) {
    return known.foreseen;
  }
  const anew = { workload, faults, release, foreseen: forecast(arm, plan, release) };
  remembered.set(arm, anew);
  return anew.foreseen;
}

/** When the last arm of a plan would be done, or would stand still. */
export function foreseenEndMs(plan: Scenario, release: BrokerRelease | null): AtMs {
  return plan.arms.reduce((ms, arm) => later(ms, foreseen(arm, plan, release).endMs), BEGINNING);
}

/** When its last task would be done, from the first publication on; `null` when that never happens. */
export function foreseenFinishMs(
  arm: Arm,
  plan: Scenario,
  release: BrokerRelease | null,
): ForMs | null {
  return foreseen(arm, plan, release).finishMs;
}
