import { z } from "zod";
import {
  PROTOCOL_VERSION,
  type CommandRequest,
  type JoinRequest,
} from "#shared/protocol/events.ts";
import type { LabId } from "#shared/protocol/lab-state.ts";
import type { RunId, Seq } from "#shared/run-log/run-event.ts";

const MAX_SEQ = 100_000_000;

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
  protocol: z.literal(PROTOCOL_VERSION),
  labId: labIdSchema,
  runId: runIdSchema.nullable(),
  afterSeq: afterSeqSchema,
  planVersion: z.int().min(0).nullable(),
}) satisfies z.ZodType<JoinRequest>;

/** The command is parsed by its own schema, so that a refusal names its fields alone. */
export const commandRequestSchema = z.strictObject({
  id: z.string().max(40).nullable(),
  command: z.unknown(),
}) satisfies z.ZodType<Omit<CommandRequest, "command">>;

export const logSinceSchema = z.strictObject({ runId: runIdSchema, afterSeq: afterSeqSchema });

const anyVersion = z.object({ protocol: z.number() });

/** Whether a page that asks to join speaks another protocol than ours: pages older than versions say none. */
export function isOldPage(request: unknown): boolean {
  const said = anyVersion.safeParse(request);
  const isJoin = z.object({ labId: z.unknown() }).safeParse(request).success;
  return isJoin && said.data?.protocol !== PROTOCOL_VERSION;
}
