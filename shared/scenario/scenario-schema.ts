import { z } from "zod";
import { PRESET_IDS } from "./preset.ts";
import { ARM_IDS, SCENARIO_LIMITS } from "./scenario-limits.ts";
import type { Arm, Fault, PlannedTask, PlannedWorker, Scenario, WorkerId } from "./scenario.ts";
import { queueSettingsOf, type QueueSettings } from "./queue-settings.ts";
import { SETTING_NAMES, SETTINGS, type SettingName, type Strategy, isSwitch } from "./strategy.ts";
import { workerActionSchema } from "./worker-action-schema.ts";
import { problemOf, WORKLOAD_LIMITS } from "./workload.ts";

/*
 * A refusal keeps zod's path and carries a code instead of words; `refusalOf` reads both,
 * and the browser words them in the reader's language.
 */

export const armIdSchema = z.enum(ARM_IDS);

export const workerIdSchema = z
  .string()
  .max(SCENARIO_LIMITS.workerIdLength)
  .regex(/^[A-Za-z0-9][\w.-]*$/, "worker-id")
  .transform((value) => value as WorkerId);

export const speedSchema = z.number().min(SCENARIO_LIMITS.minSpeed).max(SCENARIO_LIMITS.maxSpeed);

/** @see PlannedWorker */
export const concurrencySchema = z.int().min(1).max(SCENARIO_LIMITS.concurrency);

export const taskTextSchema = z
  .string()
  .max(WORKLOAD_LIMITS.textLength)
  .superRefine((text, context) => {
    const problem = problemOf(text, WORKLOAD_LIMITS);
    if (problem) context.addIssue({ code: "custom", message: problem });
  });

const atMs = z.number().min(0).max(SCENARIO_LIMITS.maxAtMs);

type SettingSchemas = { readonly [Name in SettingName]: z.ZodType<Strategy[Name]> };

/** From the table of settings. */
const settings = schemasOf(schemaOf);
const saved = schemasOf((name) =>
  SETTINGS[name].isNewer === true ? schemaOf(name).default(SETTINGS[name].initial) : schemaOf(name),
);

export const strategySchema = z.strictObject(saved) satisfies z.ZodType<Strategy>;

/** The fields of what is said of a queue. */
export const queueFields: { readonly [Name in keyof QueueSettings]: SettingSchemas[Name] } =
  queueSettingsOf(saved);

/** Some settings of a strategy. What is parsed has no field that is undefined: JSON knows none. */
export const strategyChangeSchema = z.strictObject(settings).partial() as z.ZodType<
  Partial<Strategy>
>;

function schemasOf(of: (name: SettingName) => z.ZodType): SettingSchemas {
  return Object.fromEntries(
    SETTING_NAMES.map((name) => [name, of(name)]),
  ) as unknown as SettingSchemas;
}

function schemaOf(name: SettingName): z.ZodType<Strategy[SettingName]> {
  const { values, range } = SETTINGS[name];
  if (isSwitch(name)) return z.boolean();
  const words = z.literal(Object.values<Strategy[SettingName]>(values));
  if (!range) return words;
  return z.union([words, z.int().min(range.min).max(range.max)], { error: `${name}:${range.max}` });
}

export const seedSchema = z.int().min(0).max(SCENARIO_LIMITS.maxSeed);

export const plannedTaskSchema = z.strictObject({
  text: taskTextSchema,
  serviceMs: z.number().min(0).max(WORKLOAD_LIMITS.serviceMs).exactOptional(),
  publishAtMs: z.number().min(0).max(WORKLOAD_LIMITS.publishAtMs),
}) satisfies z.ZodType<PlannedTask>;

const plannedWorkerSchema = z.strictObject({
  worker: workerIdSchema,
  speed: speedSchema,
  joinAtMs: atMs,
  concurrency: concurrencySchema.exactOptional(),
}) satisfies z.ZodType<PlannedWorker>;

const armSchema = z.strictObject({
  arm: armIdSchema,
  strategy: strategySchema,
  workers: z
    .array(plannedWorkerSchema)
    .max(SCENARIO_LIMITS.workers)
    .refine(areDistinct, "duplicate-worker"),
}) satisfies z.ZodType<Arm>;

export const faultSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("act-on-worker"),
    worker: workerIdSchema,
    action: workerActionSchema,
    atMs,
  }),
  z.strictObject({ type: z.literal("restart-broker"), kill: z.boolean(), atMs }),
]) satisfies z.ZodType<Fault>;

/** Rejects what it does not know. */
export const scenarioSchema = z.strictObject({
  preset: z.enum(PRESET_IDS).nullable(),
  seed: seedSchema,
  workload: z.array(plannedTaskSchema).max(WORKLOAD_LIMITS.tasks),
  arms: z
    .array(armSchema)
    .min(1)
    .max(SCENARIO_LIMITS.arms)
    .refine((arms) => arms.every(({ arm }, i) => arm === ARM_IDS[i]), "arms-in-order"),
  faults: z.array(faultSchema).max(SCENARIO_LIMITS.faults),
}) satisfies z.ZodType<Scenario>;

function areDistinct(workers: readonly PlannedWorker[]): boolean {
  return new Set(workers.map(({ worker }) => worker)).size === workers.length;
}
