import { join } from "node:path";
import { z } from "zod";
import { runProgram } from "./program.ts";

const MAIN = join(import.meta.dirname, "../../../cli/main.ts");

const Count = z.number().int().nonnegative();
/** What `npm run race -- --json` promises to print. */
export const RaceReport = z.object({
  broker: z.object({ kind: z.string(), product: z.string(), version: z.string() }),
  arms: z.array(
    z.object({
      id: z.string(),
      strategy: z.object({ prefetch: z.union([z.number(), z.literal("unlimited")]) }),
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
      }),
      byWorker: z.record(z.string(), z.array(z.number())),
    }),
  ),
});
export type RaceReport = z.infer<typeof RaceReport>;

/** `npm run race -- <args> --json`, on the broker `AMQP_URL` names, else on an embedded one. */
export async function race(...args: string[]): Promise<RaceReport> {
  const url = process.env["AMQP_URL"];
  const broker = url ? ["--amqp-url", url] : [];
  const command = ["--import", "tsx", MAIN, "race", ...args, ...broker, "--json"];
  const lines = await runProgram(process.execPath, command, { AMQP_URL: "" });
  return RaceReport.parse(JSON.parse(lines.join("\n")));
}
