import { useMemo, type ComponentProps } from "react";
import type { MomentTicker } from "#client/moment-ticker.ts";
import { affordableStepMs, useMeasures } from "#client/use-measures.ts";
import { useStore } from "#client/use-store.ts";
import { Stage } from "#components/lab/stage.tsx";
import { timeDomain } from "#components/lab/time-domain.model.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

type StageProps = ComponentProps<typeof Stage>;

interface StageHostProps extends Omit<StageProps, "nowMs" | "liveMs" | "domainMs" | "metrics"> {
  readonly ticker: MomentTicker;
  /** The run as it is by now. */
  readonly latest: RunState;
  readonly isShown: boolean;
  readonly following: boolean;
}

/** Gives the stage its time, frame by frame, so that nothing around it draws as often. */
export function StageHost({ ticker, latest, isShown, following, ...stage }: StageHostProps) {
  const { nowMs, liveMs } = useStore(ticker);
  // Of the very moment the marks show: a figure beside a mark must not disagree with it.
  const metrics = useMeasures(stage.run, following, ticker, affordableStepMs(stage.run));
  const domainMs = useDomain(stage.scenario, isShown ? latest : stage.run, isShown ? liveMs : null);
  return (
    <Stage
      {...stage}
      metrics={metrics}
      nowMs={isShown ? Math.max(nowMs, stage.run.atMs) : 0}
      liveMs={isShown ? liveMs : null}
      domainMs={domainMs}
    />
  );
}

/** The axis every chart shares; looked at again once a second of lab time, and with every event. */
export function useDomain(scenario: Scenario, run: RunState, liveMs: number | null): number {
  const secondMs = liveMs === null ? null : Math.ceil(liveMs / 1000) * 1000;
  return useMemo(() => timeDomain(scenario, run, secondMs), [scenario, run, secondMs]);
}
