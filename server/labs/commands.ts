import { z } from "zod";
import type { LabCommand, PayloadOf } from "#shared/protocol/lab-command.ts";
import { valuesOf } from "#shared/kernel/values-of.ts";
import type { Command } from "./command.ts";
import * as arms from "./commands/arms.ts";
import * as broker from "./commands/broker.ts";
import * as faults from "./commands/faults.ts";
import * as run from "./commands/run.ts";
import * as workers from "./commands/workers.ts";
import * as workload from "./commands/workload.ts";

/** Every command by its type; leaving one out does not compile. */
const commands: { readonly [Type in LabCommand["type"]]: Command<Type, PayloadOf<Type>> } = {
  "set-scenario": workload.setScenario,
  "push-task": workload.pushTask,
  "append-tasks": workload.appendTasks,
  "replace-workload": workload.replaceWorkload,
  "remove-task": workload.removeTask,
  "set-strategy": arms.setStrategy,
  "add-arm": arms.addArm,
  "remove-arm": arms.removeArm,
  "add-worker": workers.addWorker,
  "remove-worker": workers.removeWorker,
  "act-on-worker": workers.actOnWorker,
  "set-concurrency": workers.setConcurrency,
  "add-fault": faults.addFault,
  "remove-fault": faults.removeFault,
  run: run.run,
  pause: run.pause,
  resume: run.resume,
  step: run.step,
  "set-speed": run.setSpeed,
  stop: run.stop,
  reset: run.reset,
  note: run.note,
  "publish-astray": broker.publishAstray,
  "publish-burst": broker.publishBurst,
  "restart-broker": broker.restartBroker,
  "retry-broker": broker.retryBroker,
  "use-embedded-broker": broker.useEmbeddedBroker,
};

/** @returns the command as any: its payload is of its type, by {@link labCommandSchema}. */
export function commandOf(type: LabCommand["type"]): Command<string, LabCommand> {
  return commands[type] as unknown as Command<string, LabCommand>;
}

const schemas = valuesOf(commands).map(({ intent, fields }) =>
  z.strictObject({ type: z.literal(intent.type), ...fields }),
);

/** What a browser may send. Made of every command's own fields. */
export const labCommandSchema = z.discriminatedUnion(
  "type",
  schemas as unknown as [z.ZodObject, ...z.ZodObject[]],
) as unknown as z.ZodType<LabCommand>;
