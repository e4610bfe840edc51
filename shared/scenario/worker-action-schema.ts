import { z } from "zod";
import { valuesOf } from "../kernel/values-of.ts";
import { SCENARIO_LIMITS } from "./scenario-limits.ts";
import type { WorkerAction } from "./worker-action.ts";

const action = <Type extends WorkerAction["type"]>(type: Type) =>
  z.strictObject({ type: z.literal(type) });

/** One schema per action; leaving one out does not compile. */
const actions = {
  kill: action("kill"),
  stop: action("stop"),
  pause: action("pause"),
  hang: action("hang").extend({ heartbeats: z.boolean() }),
  resume: action("resume"),
  "set-speed": action("set-speed").extend({
    speed: z.number().min(SCENARIO_LIMITS.minSpeed).max(SCENARIO_LIMITS.maxSpeed),
  }),
  "set-acking": action("set-acking").extend({ acking: z.boolean() }),
  nack: action("nack").extend({ requeue: z.boolean() }),
  reject: action("reject").extend({ requeue: z.boolean() }),
  restart: action("restart"),
} satisfies { [Type in WorkerAction["type"]]: z.ZodType<Extract<WorkerAction, { type: Type }>> };

export const workerActionSchema = z.discriminatedUnion(
  "type",
  valuesOf(actions),
) satisfies z.ZodType<WorkerAction>;
