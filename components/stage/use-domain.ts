import { useMemo } from "react";
import { useForeseenEnd } from "#client/plan/use-foreseen.ts";
import type { ViewedRun } from "#client/log/use-viewed-run.ts";
import { useLab } from "#client/use-lab.ts";
import { useSelected } from "#client/use-store.ts";
import { timeDomain } from "./time-domain.model.ts";
import { useRunDrawing, type RunDrawing } from "./use-run-drawing.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

/**
 * The axis that stage and charts share; looked at again once a second of lab time, and with every event. Who uses it is
 * drawn again only when it has changed.
 */
export function useDomain({ run, latest, isShown }: ViewedRun): number {
  const { scenario, release, ticker } = useLab();
  const whole = isShown ? latest : run;
  const endMs = useForeseenEnd(whole.scenario ?? scenario, release);
  const drawing = useRunDrawing();
  const domainAt = useMemo(
    () =>
      keepLast((liveMs: number | null) =>
        drawing === null
          ? timeDomain(endMs, whole.atMs)
          : affordableDomain(drawing.runReachMs, endMs, whole, liveMs),
      ),
    [drawing, endMs, whole],
  );
  return useSelected(ticker, ({ liveMs }) =>
    domainAt(isShown ? Math.ceil(liveMs / 1000) * 1000 : null),
  );
}

/** Does not reckon again what it was asked last. */
function keepLast<Asked>(reckon: (asked: Asked) => number): (asked: Asked) => number {
  let last: { readonly asked: Asked; readonly value: number } | null = null;
  return (asked) => {
    if (last?.asked !== asked) last = { asked, value: reckon(asked) };
    return last.value;
  };
}

/** To look through so many tasks with every event would cost frames… */
const MANY_TASKS = 2000;
/** …so it is done once in this much lab time. */
const SELDOM_MS = 10_000;

const looked = new WeakMap<Scenario, { readonly key: string; readonly domainMs: number }>();

function affordableDomain(
  reachMs: RunDrawing["runReachMs"],
  endMs: number,
  run: RunState,
  liveMs: number | null,
): number {
  const { scenario, arms } = run;
  if (scenario === null || arms.every(({ tasks }) => tasks.length < MANY_TASKS)) {
    return timeDomain(endMs, reachMs(run, liveMs));
  }
  const key = `${endMs} ${liveMs === null ? "" : Math.floor(liveMs / SELDOM_MS)}`;
  const known = looked.get(scenario);
  if (known?.key === key) return known.domainMs;
  const domainMs = timeDomain(endMs, reachMs(run, liveMs));
  looked.set(scenario, { key, domainMs });
  return domainMs;
}
