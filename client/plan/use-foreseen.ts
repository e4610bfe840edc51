import { useEffect, useMemo } from "react";
import { BEGINNING, moment, type AtMs } from "#shared/kernel/moment.ts";
import { defaultScenario } from "#shared/scenario/presets.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { createStore } from "../store.ts";
import { useStore } from "../use-store.ts";
import type * as Forecasts from "./foreseen.ts";

type Foreseen = typeof Forecasts;

/** When the plan that every new lab opens on would end: its first picture waits for no simulation. */
export const DEFAULT_END_MS = moment(24_000);

const simulation = createStore<Foreseen | null>(null);

export async function loadForeseen(): Promise<void> {
  if (simulation.get() === null) simulation.set(await import("./foreseen.ts"));
}

/** The simulation comes after the page: nobody needs a forecast to see it. @returns `null` until it is there. */
export function useForeseen(): Foreseen | null {
  useEffect(() => {
    // Without it the axis is as long as the run, and the next page tries again.
    void loadForeseen().catch(() => undefined);
  }, []);
  return useStore(simulation);
}

/** When the last arm of a plan would be done, or would stand still; the beginning until that is known. */
export function useForeseenEnd(plan: Scenario): AtMs {
  const foreseen = useForeseen();
  return useMemo(() => {
    if (foreseen !== null) return foreseen.foreseenEndMs(plan);
    return plan.preset === defaultScenario.preset ? DEFAULT_END_MS : BEGINNING;
  }, [foreseen, plan]);
}
