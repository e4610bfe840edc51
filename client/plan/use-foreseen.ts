import { useCallback, useMemo } from "react";
import { BEGINNING, moment, type AtMs } from "#shared/kernel/moment.ts";
import { defaultScenario } from "#shared/scenario/default-scenario.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { FinishOf, Unawaited } from "#shared/scenario/lint-plan.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { createLate } from "../late.ts";
import { createStore } from "../store.ts";
import { useLate } from "../use-late.ts";
import { useStore } from "../use-store.ts";
import type { Foresight } from "./foreseen.ts";

/** When the plan that every new lab opens on would end: its first picture waits for no simulation. */
export const DEFAULT_END_MS = moment(24_000);

export const simulation = createLate(() => import("./foreseen.ts"));

const nothing = createStore(null);

/** The simulation comes after the page: without it the axis is as long as the run. @returns `null` until it is there. */
function useForesight(): Foresight | null {
  return useStore<Foresight | null>(useLate(simulation)?.foresight ?? nothing);
}

/**
 * When the last arm of a plan would be done, or would stand still; the beginning until that is known.
 *
 * @param release of the broker it would run on.
 */
export function useForeseenEnd(plan: Scenario, release: BrokerRelease | null): AtMs {
  const foresight = useForesight();
  return useMemo(() => {
    if (foresight !== null) return foresight.endMs(plan, release);
    return plan.preset === defaultScenario.preset ? DEFAULT_END_MS : BEGINNING;
  }, [foresight, plan, release]);
}

/** When an arm's last task would be done; of none it is known before the simulation is there. */
export function useForeseenFinish(release: BrokerRelease | null): FinishOf {
  const foresight = useForesight();
  return useCallback(
    (arm, plan) => foresight?.finishMs(arm, plan, release) ?? null,
    [foresight, release],
  );
}

/** When the broker writes what nobody waits for; known once the simulation is there. */
export function useUnawaited(release: BrokerRelease | null): Unawaited | null {
  const foreseen = useLate(simulation);
  return useMemo(() => foreseen?.unawaitedOn(release) ?? null, [foreseen, release]);
}
