import { useMemo, type ComponentProps } from "react";
import { useForeseenEnd } from "#client/plan/use-foreseen.ts";
import type { LabSession } from "#client/lab-session.ts";
import { affordableStepMs, useMeasures } from "#client/log/use-measures.ts";
import { useStore } from "#client/use-store.ts";
import { Stage } from "#components/lab/stage.tsx";
import { timeDomain } from "#components/lab/time-domain.model.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { LabView } from "./use-lab-view.ts";

type StageProps = ComponentProps<typeof Stage>;

type PlanProps = Pick<
  StageProps,
  "scenario" | "canSteer" | "roomy" | "plain" | "captions" | "guess" | "linkedTask" | "onLinkTask"
>;

interface StageHostProps extends PlanProps {
  readonly session: LabSession;
  readonly lab: Pick<LabView, "viewed" | "phase" | "isRunOn" | "actions">;
}

/** Gives the stage its time, frame by frame, so that nothing around it draws as often. */
export function StageHost({ session: { ticker, clock }, lab, ...plan }: StageHostProps) {
  const { viewed, phase, isRunOn, actions } = lab;
  const { run, latest, view, isShown } = viewed;
  const { nowMs, liveMs } = useStore(ticker);
  // Of the very moment the marks show: a figure beside a mark must not disagree with it.
  const metrics = useMeasures(run, view.following, ticker, affordableStepMs(run));
  const domainMs = useDomain(plan.scenario, isShown ? latest : run, isShown ? liveMs : null);
  return (
    <Stage
      {...plan}
      run={run}
      phase={phase}
      isRunOn={isRunOn}
      metrics={metrics}
      nowMs={isShown ? Math.max(nowMs, run.atMs) : 0}
      liveMs={isShown ? liveMs : null}
      domainMs={domainMs}
      onSeek={clock.seek}
      onSeekEnd={NOTHING}
      onFollow={clock.follow}
      onStepEvent={actions.stepView}
      onStrategy={actions.setStrategy}
      onAddWorker={(arm) => void actions.send({ type: "add-worker", arm })}
      onActOnWorker={actions.actOnWorker}
      onAddArm={() => void actions.send({ type: "add-arm" })}
      onRemoveArm={(arm) => void actions.send({ type: "remove-arm", arm })}
    />
  );
}

const NOTHING = () => undefined;

/** The axis every chart shares; looked at again once a second of lab time, and with every event. */
export function useDomain(scenario: Scenario, run: RunState, liveMs: number | null): number {
  const secondMs = liveMs === null ? null : Math.ceil(liveMs / 1000) * 1000;
  const plan = run.scenario ?? scenario;
  const endMs = useForeseenEnd(plan);
  return useMemo(() => timeDomain(endMs, run, secondMs), [endMs, run, secondMs]);
}
