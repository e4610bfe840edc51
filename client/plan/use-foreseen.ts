import { useCallback, useMemo } from "react";
import { BEGINNING, moment, type AtMs } from "#shared/kernel/moment.ts";
import { defaultScenario } from "#shared/scenario/presets.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { FinishOf, Unawaited } from "#shared/scenario/lint-plan.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { createLate } from "../late.ts";
import { useLate } from "../use-late.ts";

/** When the plan that every new lab opens on would end: its first picture waits for no simulation. */
export const DEFAULT_END_MS = moment(24_000);

type Foreseen = ReturnType<typeof simulation.here>;

export const simulation = createLate(() => import("./foreseen.ts"));

/** The simulation comes after the page: without it the axis is as long as the run. @returns `null` until it is there. */
function useSimulation(): Foreseen | null {
  return useLate(simulation);
}

/**
 * When the last arm of a plan would be done, or would stand still; the beginning until that is known.
 *
 * @param release of the broker it would run on.
 */
export function useForeseenEnd(plan: Scenario, release: BrokerRelease | null): AtMs {
  const foreseen = useSimulation();
  return useMemo(() => {
    if (foreseen !== null) return foreseen.foreseenEndMs(plan, release);
    return plan.preset === defaultScenario.preset ? DEFAULT_END_MS : BEGINNING;
  }, [foreseen, plan, release]);
}

/** When an arm's last task would be done; of none it is known before the simulation is there. */
export function useForeseenFinish(release: BrokerRelease | null): FinishOf {
  const foreseen = useSimulation();
  return useCallback(
    (arm, plan) => foreseen?.foreseenFinishMs(arm, plan, release) ?? null,
    [foreseen, release],
  );
}

/** When the broker writes what nobody waits for; known once the simulation is there. */
export function useUnawaited(release: BrokerRelease | null): Unawaited | null {
  const foreseen = useSimulation();
  return useMemo(() => foreseen?.unawaitedOn(release) ?? null, [foreseen, release]);
}
