import type { Rng } from "#shared/kernel/random.ts";
import type { Stage } from "./stages.ts";

/** What is sent, and when. */
export interface Draft {
  /** For people: what is wrong with it. */
  readonly says: string;
  readonly stage: Stage;
  readonly bytes: Buffer;
}

/** @param turn how many of its kind came before: a kind that has a list of cases goes through it. */
export type Kind = (rng: Rng, channel: number, turn: number) => Draft;
