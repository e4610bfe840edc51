import { useMemo, type ComponentProps } from "react";
import type { MomentTicker } from "#client/moment-ticker.ts";
import { useStore } from "#client/use-store.ts";
import { Stage } from "#components/lab/stage.tsx";
import { timeDomain } from "#components/lab/time-domain.model.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";

type StageProps = ComponentProps<typeof Stage>;

interface StageHostProps extends Omit<StageProps, "nowMs" | "liveMs" | "domainMs"> {
  readonly ticker: MomentTicker;
  /** The run as it is by now. */
  readonly latest: RunState;
  readonly isShown: boolean;
}

/** Gives the stage its time, frame by frame, so that nothing around it draws as often. */
export function StageHost({ ticker, latest, isShown, ...stage }: StageHostProps) {
  const { nowMs, liveMs } = useStore(ticker);
  const domainMs = useDomain(stage.scenario, isShown ? latest : stage.run, isShown ? liveMs : null);
  return (
    <Stage
      {...stage}
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
