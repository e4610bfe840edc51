import type { ArmMetrics } from "#shared/metrics/arm-metrics.ts";
import type { LabPhase } from "#shared/protocol/lab-state.ts";
import type { RunState } from "#shared/run/run-state.ts";
import type { ArmId, Scenario, TaskNumber } from "#shared/scenario/scenario.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { OnAct } from "./worker-acts.tsx";

/** A moment that was predicted, and in what words. */
export interface Guess {
  readonly atMs: number;
  readonly text: string;
}

export interface StageProps {
  /** The run at the viewed moment. Its `runId` is null while nothing has been run. */
  readonly run: RunState;
  /** The plan: what the controls show and change, and what is drawn before a run. */
  readonly scenario: Scenario;
  /** At the viewed moment. Arms without an entry show no measures. */
  readonly metrics: ReadonlyMap<ArmId, ArmMetrics>;
  /** The viewed moment, lab time. */
  readonly nowMs: number;
  /** Where the run itself is by now, lab time; `null` without a run. */
  readonly liveMs: number | null;
  /** Right edge of every lane and of the ruler: `timeDomain(…)`. */
  readonly domainMs: number;
  readonly phase: LabPhase;
  /** Then what is done to a worker happens to it; otherwise to the plan. */
  readonly isRunOn: boolean;
  /** False for someone who only watches: the controls are there, and say they are the host's. */
  readonly canSteer: boolean;
  /** Only the picture: whatever can be set stands elsewhere. */
  readonly plain?: boolean;
  /** What sets an arena apart, in place of its strategy's gloss. */
  readonly captions?: Readonly<Partial<Record<ArmId, string>>>;
  /** Somebody's prediction, drawn through every lane. */
  readonly guess?: Guess | null;
  /** The metrics drawer is closed: lanes may be taller. */
  readonly roomy?: boolean;
  readonly linkedTask: TaskNumber | null;
  readonly onLinkTask: (task: TaskNumber | null) => void;
  readonly onSeek: (atMs: number) => void;
  /** The pointer let go of the ruler. */
  readonly onSeekEnd: () => void;
  /** "Back to now": follow the run again. */
  readonly onFollow: () => void;
  /** The viewed moment moves to the next (1) or previous (−1) event. */
  readonly onStepEvent?: (direction: 1 | -1) => void;
  readonly onStrategy: (arm: ArmId, strategy: Strategy) => void;
  readonly onAddWorker: (arm: ArmId) => void;
  readonly onActOnWorker: OnAct;
  readonly onAddArm: () => void;
  readonly onRemoveArm: (arm: ArmId) => void;
}
