import { simulation } from "#client/plan/use-foreseen.ts";
import type { Act } from "#client/actions/worker-acts.ts";
import type { LabInHand } from "#client/use-lab.ts";
import { useMemo, useState, type ComponentProps } from "react";
import { reckoning } from "#client/log/reckoning.ts";
import { Stage } from "#components/stage/stage.tsx";
import { runDrawing } from "#components/stage/use-run-drawing.ts";
import { project } from "#shared/kernel/projection.ts";
import type { Language } from "#shared/messages/language.ts";
import type { LabCommand } from "#shared/protocol/lab-command.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario, TaskNumber, WorkerId } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import { InLab, labInHand, type LabAt } from "#tests/support/lab/lab-in-hand.tsx";
import { raceLog } from "../race-log.ts";

// On a page the axis may have to wait for the one; the others have come before a run does.
await Promise.all([simulation.load(), reckoning.load(), runDrawing.load()]);

interface Shown
  extends
    Partial<ComponentProps<typeof Stage>>,
    Pick<LabAt, "run" | "nowMs" | "liveMs" | "phase" | "lab" | "onSeek" | "onFollow"> {
  readonly scenario: Scenario;
  /** `null` before a run. */
  readonly atMs: number | null;
  readonly language?: Language;
  readonly canSteer?: boolean;
  readonly onStrategy?: (arm: ArmId, strategy: Strategy) => void;
  readonly onActOnWorker?: (arm: ArmId, worker: WorkerId, does: Act["does"]) => void;
  readonly onConcurrency?: (arm: ArmId, worker: WorkerId, concurrency: number) => void;
  readonly onAddWorker?: (arm: ArmId) => void;
}

/** A stage at one moment of the race a correct dispatcher would run. */
export function StageAt({ scenario, atMs, run, language, ...change }: Shown) {
  const [linkedTask, onLinkTask] = useState<TaskNumber | null>(null);
  const raced = useMemo(
    () => project(runStateProjection, atMs === null ? [] : raceLog(scenario, { untilMs: atMs })),
    [scenario, atMs],
  );
  const lab = labAt(run ?? raced, { scenario, atMs, ...change });
  return (
    <InLab lab={lab} language={language}>
      <Stage linkedTask={linkedTask} onLinkTask={onLinkTask} {...change} />
    </InLab>
  );
}

function labAt(run: RunState, shown: Shown): LabInHand {
  const { atMs, canSteer = true, onStrategy } = shown;
  const lab = labInHand({
    phase: atMs === null ? "idle" : "running",
    ...shown,
    run,
    onSend: (command) => {
      tell(command, shown);
      return true;
    },
    lab: { can: () => canSteer, ...shown.lab },
  });
  return {
    ...lab,
    ask: (asked) => {
      if (asked.type === "set-strategy") onStrategy?.(asked.arm, asked.strategy);
      return lab.ask(asked);
    },
  };
}

function tell(command: LabCommand, shown: Shown): void {
  const { onAddWorker, onActOnWorker, onConcurrency } = shown;
  if (command.type === "add-worker") onAddWorker?.(command.arm);
  if (command.type === "set-concurrency") {
    onConcurrency?.(command.arm, command.worker, command.concurrency);
  }
  if (command.type === "act-on-worker") {
    onActOnWorker?.(command.arm, command.worker, command.action);
  }
}
