import { useMemo, type ComponentProps } from "react";
import type { LabSession } from "#client/lab-session.ts";
import { useForeseenEnd } from "#client/plan/use-foreseen.ts";
import { LabContext, type LabInHand } from "#client/use-lab.ts";
import { useSelected } from "#client/use-store.ts";
import type { ViewedRun } from "#client/log/use-viewed-run.ts";
import { useMessages } from "#components/i18n/messages-provider.tsx";
import { Stage } from "./stage.tsx";
import { timeDomain } from "./time-domain.model.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

interface StageHostProps extends Omit<ComponentProps<typeof Stage>, "run" | "domainMs"> {
  readonly lab: LabInHand;
  readonly viewed: ViewedRun;
}

/** The stage of a lab, on the axis that every chart shares. */
export function StageHost({ lab, viewed, ...shown }: StageHostProps) {
  const { run, latest, isShown, isLoading } = viewed;
  const { stage } = useMessages();
  const liveMs = useWholeSecondLive(lab.ticker);
  const domainMs = useDomain(lab, isShown ? latest : run, isShown ? liveMs : null);
  return (
    <LabContext value={lab}>
      {isLoading && (
        <p role="status" className="px-6 py-1 text-small text-ink-2">
          {stage.pastIsLoading}
        </p>
      )}
      <Stage {...shown} run={run} domainMs={domainMs} />
    </LabContext>
  );
}

/** Where a run is by now, in whole seconds begun. */
export function useWholeSecondLive(ticker: LabSession["ticker"]): number {
  return useSelected(ticker, ({ liveMs }) => Math.ceil(liveMs / 1000) * 1000);
}

/** The axis every chart shares; looked at again once a second of lab time, and with every event. @param liveMs whole seconds */
export function useDomain(
  { scenario, release }: Pick<LabInHand, "scenario" | "release">,
  run: RunState,
  liveMs: number | null,
): number {
  const plan = run.scenario ?? scenario;
  const endMs = useForeseenEnd(plan, release);
  return useMemo(() => affordableDomain(endMs, run, liveMs), [endMs, run, liveMs]);
}

/** To look through so many tasks with every event would cost frames… */
const MANY_TASKS = 2000;
/** …so it is done once in this much lab time. */
const SELDOM_MS = 10_000;

const looked = new WeakMap<Scenario, { readonly key: string; readonly domainMs: number }>();

function affordableDomain(endMs: number, run: RunState, liveMs: number | null): number {
  const { scenario, arms } = run;
  if (scenario === null || arms.every(({ tasks }) => tasks.length < MANY_TASKS)) {
    return timeDomain(endMs, run, liveMs);
  }
  const key = `${endMs} ${liveMs === null ? "" : Math.floor(liveMs / SELDOM_MS)}`;
  const known = looked.get(scenario);
  if (known?.key === key) return known.domainMs;
  const domainMs = timeDomain(endMs, run, liveMs);
  looked.set(scenario, { key, domainMs });
  return domainMs;
}
