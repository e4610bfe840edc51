import { ok } from "../../kernel/result.ts";
import * as edits from "../../scenario/edit-scenario.ts";
import type { Fault } from "../../scenario/scenario.ts";
import type { Intent } from "../intent.ts";
import { told } from "./plan-problems.ts";

export interface AddFault {
  readonly fault: Fault;
}

export const addFault: Intent<"add-fault", AddFault> = {
  type: "add-fault",
  answer: "at once",
  edit: (plan, { fault }) => told(edits.addFault(plan, fault)),
};

export interface RemoveFault {
  /** Its place among the faults, from 0, when it was seen… */
  readonly index: number;
  /** …and its moment, by which it is known if the others have moved since. */
  readonly atMs: number;
}

export const removeFault: Intent<"remove-fault", RemoveFault> = {
  type: "remove-fault",
  answer: "at once",
  edit: (plan, { index, atMs }) => {
    const isThere = plan.faults[index]?.atMs === atMs;
    const at = isThere ? index : plan.faults.findIndex((fault) => fault.atMs === atMs);
    return ok(at === -1 ? plan : edits.removeFault(plan, at));
  },
};
