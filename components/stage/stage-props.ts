import type { ArmId, TaskNumber } from "#shared/scenario/scenario.ts";

/** A moment that was predicted, and in what words. */
export interface Guess {
  readonly atMs: number;
  readonly text: string;
}

/** How a stage shows the lab it stands in. */
export interface StageProps {
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
}
