import type { Result } from "../kernel/result.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { CommandProblem } from "./command-problem.ts";

/** How long a command may take: known here to the page, which waits, and to the lab, whose next command waits. */
export type Answer =
  | "at once"
  | "when the broker has answered"
  /** The lab's other commands go on meanwhile: people want to stop, or leave. */
  | "long";

/** How long the page waits for an answer. */
export const ANSWER_WITHIN_MS = {
  "at once": 5_000,
  "when the broker has answered": 20_000,
  /** A RabbitMQ takes its time to come back. */
  long: 150_000,
} as const satisfies Readonly<Record<Answer, number>>;

/** The plan as an edit would leave it, or why it can't be so; `null` where it is left alone. */
export type Edited = Result<Scenario, CommandProblem> | null;

/**
 * The half of a command that page and server share. The page applies `edit` at once, the server for
 * good, and the page again on what the server says.
 */
export interface Intent<Type extends string, Payload extends object = object> {
  readonly type: Type;
  readonly answer: Answer;
  /** Pure. */
  readonly edit: (plan: Scenario, payload: Payload) => Edited;
}

/** For commands that leave the plan alone. */
export const noEdit = (): Edited => null;
