import { z } from "zod";
import * as intents from "#shared/protocol/intents/faults.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { faultSchema } from "#shared/scenario/scenario-schema.ts";
import { command } from "../command.ts";

export const addFault = command({ intent: intents.addFault, fields: { fault: faultSchema } });

export const removeFault = command({
  intent: intents.removeFault,
  fields: {
    index: z.int().min(0).max(SCENARIO_LIMITS.faults),
    atMs: z.number().min(0).max(SCENARIO_LIMITS.maxAtMs),
  },
});
