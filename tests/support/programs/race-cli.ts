import { join } from "node:path";
import { z } from "zod";
import { runProgram, startProgram, type Program } from "./program.ts";

const MAIN = join(import.meta.dirname, "../../../cli/main.ts");

const Count = z.number().int().nonnegative();
/** What `npm run race -- --json` promises to print. */
export const RaceReport = z.object({
  broker: z.object({ kind: z.string(), product: z.string(), version: z.string() }),
  arms: z.array(
    z.object({
      id: z.string(),
      strategy: z.object({
        prefetch: z.union([z.number(), z.literal("unlimited")]),
        queueType: z.enum(["classic", "quorum"]),
      }),
      /** `null` when tasks were lost: then there is no finish. */
      finishMs: z.number().nullable(),
      lowerBoundMs: z.number(),
      idleWhileWorkWaitsMs: z.number(),
      busyMs: z.number(),
      fairnessByMessages: z.number().nullable(),
      fairnessByWork: z.number().nullable(),
      ledger: z.object({
        published: Count,
        ready: Count,
        held: Count,
        running: Count,
        done: Count,
        lost: Count,
        returned: Count,
        redelivered: Count,
        duplicates: Count,
      }),
      budget: z.object({ totalMs: z.number(), busyMs: z.number(), downMs: z.number() }),
      wait: z.object({ count: Count, meanMs: z.number(), maxMs: z.number() }).nullable(),
      workers: z.array(z.object({ worker: z.string(), messages: Count, busyMs: z.number() })),
      byWorker: z.record(z.string(), z.array(z.number())),
    }),
  ),
  outcome: z.enum(["finished", "time-up", "standing-still", "interrupted", "failed"]),
  notes: z.array(z.object({ arm: z.string(), code: z.string(), text: z.string() })),
  missedFaults: z.array(z.object({ type: z.string(), atMs: z.number() })),
});
export type RaceReport = z.infer<typeof RaceReport>;

/** `npm run <subcommand> -- <args>`, on an embedded broker, in English. */
export function startCli(...args: readonly string[]): Program {
  const env = { AMQP_URL: "", LC_ALL: "C" };
  return startProgram(process.execPath, ["--import", "tsx", MAIN, ...args], env);
}

/** Which broker a race is on: that of `AMQP_URL`, else an embedded one. */
export function brokerArguments(): readonly string[] {
  const url = process.env["AMQP_URL"];
  return url ? ["--amqp-url", url] : [];
}

/** `npm run race -- <args> --json`, on the broker `AMQP_URL` names, else on an embedded one. */
export async function race(...args: string[]): Promise<RaceReport> {
  const command = ["--import", "tsx", MAIN, "race", ...args, ...brokerArguments(), "--json"];
  const lines = await runProgram(process.execPath, command, { AMQP_URL: "" });
  return RaceReport.parse(JSON.parse(lines.join("\n")));
}
