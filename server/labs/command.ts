import type { z } from "zod";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { CommandProblem } from "#shared/protocol/command-problem.ts";
import type { Edited, Intent } from "#shared/protocol/intent.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import type { Speed } from "#shared/protocol/lab-state.ts";
import type { LabBroker } from "../broker/lab-broker.ts";
import { brokerDown } from "../runs/broker-down.ts";
import type { Run } from "../runs/run.ts";

export type Outcome<Value = null> = Result<Value, CommandProblem>;

/** What a command may do to the lab as such. */
export interface LabInHand {
  readonly plan: Scenario;
  /** The run that is on. */
  readonly run: Run | null;
  readonly broker: LabBroker;
  readonly start: () => Promise<Outcome>;
  readonly stop: () => Promise<Outcome>;
  /** Ends the run and forgets it. */
  readonly clear: () => Promise<void>;
  readonly setSpeed: (speed: Speed) => void;
}

/**
 * The whole of a command: what it changes in the plan and how long it may take (its intent), what is accepted, what it
 * does to a run or to the lab. Who may is in the table of rights.
 */
export interface Command<Type extends string, Payload extends object> {
  readonly intent: Intent<Type, Payload>;
  /** One schema for each field; leaving one out does not compile. */
  readonly fields: Fields<Payload>;
  /**
   * To a run that is on; without it, the command is refused while one is.
   *
   * @param planned the plan as it would be: who gives it no regard may do what the plan can't be.
   * @returns the command as it was carried out, to be applied to the plan; `null` leaves the plan as it is.
   */
  readonly onRun?: (
    run: Run,
    payload: Payload,
    planned: Edited,
  ) => Outcome<Payload | null> | Promise<Outcome<Payload | null>>;
  /** Whether or not a run is on. */
  readonly onLab?: (lab: LabInHand, payload: Payload) => Outcome | Promise<Outcome>;
}

type Fields<Payload> = { readonly [Key in keyof Required<Payload>]: z.ZodType<Payload[Key]> };

/** Infers the payload from the intent. */
export function command<Type extends string, Payload extends object>(
  whole: Command<Type, Payload>,
): Command<Type, Payload> {
  return whole;
}

export const DONE: Outcome = ok(null);

/** Refuses while the broker is away, or the run's queues are not declared yet. */
export function attached(run: Run): Outcome {
  if (run.pace.phase === "starting") return fail({ code: "run-in-progress" });
  return run.pace.phase === "broker-lost" ? fail(brokerDown(run)) : DONE;
}
