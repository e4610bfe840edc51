import { z } from "zod";
import { valuesOf } from "../kernel/values-of.ts";
import type { RunId, Seq } from "../run-log/run-event.ts";
import {
  armIdSchema,
  scenarioSchema,
  speedSchema,
  strategySchema,
  taskTextSchema,
  workerIdSchema,
} from "../scenario/scenario-schema.ts";
import { BURST_LIMITS } from "../scenario/burst-limits.ts";
import { ARM_IDS } from "../scenario/scenario-limits.ts";
import { workerActionSchema } from "../scenario/worker-action-schema.ts";
import type { JoinRequest } from "./events.ts";
import type { LabCommand } from "./lab-command.ts";
import { SPEEDS, type LabId } from "./lab-state.ts";

const NOTE_LENGTH = 200;
const MAX_SEQ = 100_000_000;

const command = <Type extends LabCommand["type"]>(type: Type) =>
  z.strictObject({ type: z.literal(type) });

const noteText = z
  .string()
  .min(1)
  .max(NOTE_LENGTH)
  .refine((text) => !/\p{Cc}/u.test(text), "control-characters");

/** One schema per command; leaving one out does not compile. */
const commands = {
  "set-scenario": command("set-scenario").extend({ scenario: scenarioSchema }),
  "push-task": command("push-task").extend({ text: taskTextSchema }),
  "set-strategy": command("set-strategy").extend({ arm: armIdSchema, strategy: strategySchema }),
  "add-worker": command("add-worker").extend({ arm: armIdSchema }),
  "remove-worker": command("remove-worker").extend({ arm: armIdSchema, worker: workerIdSchema }),
  "set-worker-speed": command("set-worker-speed").extend({
    arm: armIdSchema,
    worker: workerIdSchema,
    speed: speedSchema,
  }),
  "redeclare-queue": command("redeclare-queue").extend({ arm: armIdSchema, durable: z.boolean() }),
  "publish-astray": command("publish-astray").extend({
    arm: armIdSchema,
    text: noteText,
    mandatory: z.boolean(),
  }),
  "publish-burst": command("publish-burst").extend({
    arms: z.array(armIdSchema).min(1).max(ARM_IDS.length),
    count: z.int().min(1).max(BURST_LIMITS.most),
    kill: z.boolean(),
  }),
  "act-on-worker": command("act-on-worker").extend({
    arm: armIdSchema,
    worker: workerIdSchema,
    action: workerActionSchema,
  }),
  "restart-broker": command("restart-broker").extend({ kill: z.boolean() }),
  run: command("run"),
  pause: command("pause"),
  resume: command("resume"),
  step: command("step"),
  "set-speed": command("set-speed").extend({ speed: z.literal(SPEEDS) }),
  stop: command("stop"),
  reset: command("reset"),
  note: command("note").extend({ text: noteText }),
  "retry-broker": command("retry-broker"),
  "use-embedded-broker": command("use-embedded-broker"),
} satisfies { [Type in LabCommand["type"]]: z.ZodType<Extract<LabCommand, { type: Type }>> };

export const labCommandSchema = z.discriminatedUnion(
  "type",
  valuesOf(commands),
) satisfies z.ZodType<LabCommand>;

const labIdSchema = z
  .string()
  .regex(/^[0-9A-Z]{6}$/)
  .transform((value) => value as LabId);

const runIdSchema = z
  .string()
  .min(1)
  .max(64)
  .transform((value) => value as RunId);

const afterSeqSchema = z
  .int()
  .min(0)
  .max(MAX_SEQ)
  .transform((value) => value as Seq | 0);

export const joinRequestSchema = z.strictObject({
  labId: labIdSchema,
  runId: runIdSchema.nullable(),
  afterSeq: afterSeqSchema,
}) satisfies z.ZodType<JoinRequest>;

export const logSinceSchema = z.strictObject({ runId: runIdSchema, afterSeq: afterSeqSchema });
