import type { Language } from "../messages/language.ts";
import type { LabCommand } from "../protocol/lab-command.ts";
import type { RunState } from "../run/run-state.ts";
import type { ArmId, Scenario } from "../scenario/scenario.ts";
import type { Prefetch } from "../scenario/strategy.ts";
import type { LessonId } from "./lesson-id.ts";

/** A text in every language; `**so**` is bold, `` `so` `` is code. */
export type Words = Readonly<Record<Language, string>>;

/** How far it is. Seconds are shown with one decimal. */
export interface Progress {
  readonly have: number;
  readonly need: number;
  readonly unit: "times" | "seconds";
}

/** Whether it is so in this run; `guess` is the choice made under "predict". */
export type Condition = (run: RunState, guess: string | null) => boolean | Progress;

/** One tap; a choice of seconds is drawn through the lanes. */
export interface Choice {
  readonly id: string;
  readonly text: Words;
  readonly atMs?: number;
}

export interface Prediction {
  readonly question: Words;
  readonly choices: readonly Choice[];
  /** What the run showed, once it has. */
  readonly measured: (run: RunState) => Words | null;
}

type WithoutArm<Command> = Command extends { readonly arm: ArmId }
  ? Omit<Command, "arm">
  : Command extends { readonly arms: readonly ArmId[] }
    ? Omit<Command, "arms">
    : Command;

/** What a lesson's button asks of the lab: of every arm, where a command is an arm's. */
export type LessonCommand = WithoutArm<
  Extract<
    LabCommand,
    {
      readonly type:
        | "act-on-worker"
        | "add-worker"
        | "publish-astray"
        | "publish-burst"
        | "push-task"
        | "restart-broker"
        | "set-strategy";
    }
  >
>;

export interface LessonButton {
  readonly text: Words;
  readonly command: LessonCommand;
}

/** Something to do or to see. It ticks itself off, and stays so. */
export interface LessonTask {
  readonly id: string;
  readonly text: Words;
  readonly until: Condition;
  readonly buttons?: readonly LessonButton[];
}

/** The settings a lesson lets one change, in every arm at once. */
export interface LessonControls {
  readonly prefetch?: readonly Prefetch[];
  readonly ack?: boolean;
  readonly durable?: boolean;
  readonly persistent?: boolean;
  /** All the lab has, on the arms themselves. */
  readonly everything?: boolean;
}

/** Large figures under the stage; for lessons of one arm. */
export type FigureName = "finish" | "idle" | "fairness" | "queue" | "littles-law";

/** One idea more than the lesson before. */
export interface Lesson {
  readonly id: LessonId;
  readonly intro: Words;
  readonly scenario: Scenario;
  readonly controls?: LessonControls;
  readonly figures?: readonly FigureName[];
  /** What sets each arm apart, where its name does not say. */
  readonly captions?: Readonly<Partial<Record<ArmId, Words>>>;
  readonly predict: Prediction;
  readonly run: readonly LessonTask[];
  readonly explain: {
    readonly text: Words;
    /** The line of code that does it. */
    readonly code?: string;
    readonly tasks: readonly LessonTask[];
  };
  readonly hint: Words;
  /** For who teaches it. */
  readonly notes: readonly Words[];
}
