import { z } from "zod";
import { MISSING_BY } from "./loss-reason.ts";
import { moment } from "../kernel/moment.ts";
import { valuesOf } from "../kernel/values-of.ts";
import {
  armIdSchema,
  concurrencySchema,
  queueFields,
  scenarioSchema,
  speedSchema,
  strategySchema,
  workerIdSchema,
} from "../scenario/scenario-schema.ts";
import type { TaskNumber } from "../scenario/scenario.ts";
import type { BrokerRelease } from "./broker-release.ts";
import type { BrokerIdentity, CountMismatch, Logged, RunId, Seq } from "./run-event.ts";
import { FORMAT_VERSION } from "./versions.ts";

/** More than a page takes: a run in the terminal may be longer. */
const MOST_TASKS = 100_000;

const loggedScenarioSchema = scenarioSchema.extend({
  workload: z.array(scenarioSchema.shape.workload.element).max(MOST_TASKS),
});

const event = <Type extends Logged["type"]>(type: Type) =>
  z.object({
    type: z.literal(type),
    seq: z
      .int()
      .positive()
      .transform((value) => value as Seq),
    atMs: z.number().nonnegative().transform(moment),
    source: z.string().min(1).max(64).exactOptional(),
  });

const arm = armIdSchema;
const worker = workerIdSchema;
const task = z
  .int()
  .positive()
  .transform((value) => value as TaskNumber);
const runId = z
  .string()
  .min(1)
  .transform((value) => value as RunId);
const attempt = { arm, task, worker, attempt: z.int().positive() };
const basis = z.enum(["measured", "inferred"]).exactOptional();
const astray = { arm, message: z.int().positive() };
const reply = { replyCode: z.int(), replyText: z.string() };

const broker = z.object({
  kind: z.enum(["embedded", "rabbitmq", "other"]),
  product: z.string(),
  version: z.string(),
}) satisfies z.ZodType<BrokerIdentity>;

const mismatch = z.object({
  arm,
  expected: z.int().nonnegative(),
  counted: z.int().nonnegative().nullable(),
}) satisfies z.ZodType<CountMismatch>;

/** One schema per event; leaving one out does not compile. */
const schemas = {
  "run-opened": event("run-opened").extend({
    formatVersion: z.literal(FORMAT_VERSION),
    runId,
    scenario: loggedScenarioSchema,
    broker,
    release: z
      .string()
      .transform((value) => value as BrokerRelease)
      .nullable(),
  }),
  "queue-declared": event("queue-declared").extend({
    arm,
    queue: z.string(),
    ...queueFields,
  }),
  "declare-refused": event("declare-refused").extend({
    arm,
    queue: z.string(),
    ...queueFields,
    ...reply,
  }),
  "queue-redeclared": event("queue-redeclared").extend({
    arm,
    queue: z.string(),
    ...queueFields,
  }),
  "redeclare-refused": event("redeclare-refused").extend({
    arm,
    queue: z.string(),
    ...queueFields,
    channel: z.int().positive(),
    ...reply,
  }),
  "queue-deleted": event("queue-deleted").extend({ arm, queue: z.string() }),
  "broker-holds-fewer": event("broker-holds-fewer").extend({ arm, count: z.int().nonnegative() }),
  "foreign-consumers": event("foreign-consumers").extend({ arm, count: z.int().nonnegative() }),
  "worker-joined": event("worker-joined").extend({
    arm,
    worker,
    speed: speedSchema,
    concurrency: concurrencySchema.exactOptional(),
  }),
  "worker-left": event("worker-left").extend({
    arm,
    worker,
    how: z.enum(["stopped", "killed", "broker-lost", "missed-heartbeats"]),
  }),
  "worker-paused": event("worker-paused").extend({ arm, worker }),
  "worker-hung": event("worker-hung").extend({ arm, worker, heartbeats: z.boolean() }),
  "worker-resumed": event("worker-resumed").extend({ arm, worker }),
  "worker-acking-changed": event("worker-acking-changed").extend({
    arm,
    worker,
    acking: z.boolean(),
  }),
  "worker-speed-changed": event("worker-speed-changed").extend({ arm, worker, speed: speedSchema }),
  published: event("published").extend({
    arm,
    task,
    text: z.string(),
    serviceMs: z.number().nonnegative().nullable(),
    persistent: z.boolean(),
  }),
  "published-outside": event("published-outside").extend({
    arm,
    task,
    text: z.string(),
    serviceMs: z.number().nonnegative(),
    askedMs: z.number().nonnegative().exactOptional(),
    persistent: z.boolean(),
  }),
  confirmed: event("confirmed").extend({ arm, task }),
  returned: event("returned").extend({ arm, task, ...reply }),
  republished: event("republished").extend({ arm, task }),
  refused: event("refused").extend({ arm, task }),
  missing: event("missing").extend({ arm, task, by: z.enum(MISSING_BY) }),
  found: event("found").extend({ arm, task }),
  "published-astray": event("published-astray").extend({
    ...astray,
    text: z.string(),
    routingKey: z.string(),
    mandatory: z.boolean(),
  }),
  "astray-confirmed": event("astray-confirmed").extend(astray),
  "astray-returned": event("astray-returned").extend({ ...astray, ...reply }),
  "burst-begun": event("burst-begun").extend({
    arm,
    queue: z.string(),
    count: z.int().positive(),
    ...queueFields,
    persistent: z.boolean(),
    confirms: z.boolean(),
  }),
  "burst-sent": event("burst-sent").extend({ arm, sent: z.int().nonnegative() }),
  "burst-confirmed": event("burst-confirmed").extend({ arm, confirmed: z.int().nonnegative() }),
  "burst-answered": event("burst-answered").extend({ arm }),
  "burst-counted": event("burst-counted").extend({
    arm,
    survived: z.int().nonnegative().nullable(),
  }),
  received: event("received").extend({
    ...attempt,
    redelivered: z.boolean(),
    ack: strategySchema.shape.ack,
    acquiredCount: z.int().positive().exactOptional(),
    deliveryCount: z.int().positive().exactOptional(),
    deathCount: z.int().positive().exactOptional(),
  }),
  started: event("started").extend({ ...attempt, basis }),
  "late-work-started": event("late-work-started").extend(attempt),
  finished: event("finished").extend({ ...attempt, basis }),
  "foreign-message": event("foreign-message").extend({ arm, worker, text: z.string() }),
  acked: event("acked").extend(attempt),
  nacked: event("nacked").extend({ ...attempt, requeue: z.boolean() }),
  rejected: event("rejected").extend({ ...attempt, requeue: z.boolean() }),
  "ack-refused": event("ack-refused").extend({ ...attempt, ...reply }),
  "ack-lost": event("ack-lost").extend({ ...attempt, basis }),
  lost: event("lost").extend({
    arm,
    task,
    why: z.enum([
      ...["auto-acked-worker-gone", "auto-acked-work-failed"],
      ...["broker-lost-it", "unconfirmed", "rejected", "gave-up", "delivery-limit"],
    ] as const),
  }),
  "dead-lettered": event("dead-lettered").extend({
    arm,
    task,
    why: z.enum(["rejected", "delivery-limit"]),
  }),
  "settings-changed": event("settings-changed").extend({ arm, strategy: strategySchema }),
  "broker-restart-asked": event("broker-restart-asked").extend({ kill: z.boolean() }),
  "broker-restart-failed": event("broker-restart-failed").extend({
    reason: z.string().nullable(),
  }),
  "broker-silent": event("broker-silent").extend({
    sinceMs: z.number().nonnegative().transform(moment),
  }),
  "broker-answered": event("broker-answered"),
  "broker-stopped": event("broker-stopped").extend({ reason: z.string() }),
  "broker-started": event("broker-started").extend({ broker }),
  "clock-paused": event("clock-paused"),
  "clock-resumed": event("clock-resumed"),
  "speed-changed": event("speed-changed").extend({ speed: z.number().positive() }),
  noted: event("noted").extend({ text: z.string() }),
  "run-closed": event("run-closed").extend({
    outcome: z.enum(["finished", "stopped", "failed"]),
    mismatches: z.array(mismatch),
  }),
} satisfies { [Type in Logged["type"]]: z.ZodType<Extract<Logged, { type: Type }>> };

/** One event of a saved log. Rejects unknown types; strips unknown fields. */
export const loggedEventSchema: z.ZodType<Logged> = z.discriminatedUnion("type", valuesOf(schemas));
