import { z } from "zod";
import { fail, ok } from "#shared/kernel/result.ts";
import * as intents from "#shared/protocol/intents/workload.ts";
import {
  plannedTaskSchema,
  scenarioSchema,
  seedSchema,
  taskTextSchema,
} from "#shared/scenario/scenario-schema.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import { attached, command } from "../command.ts";

const versionSchema = z.int().min(0).optional();
const indexSchema = z.int().min(0).max(WORKLOAD_LIMITS.tasks);

const tasks = {
  tasks: z.array(plannedTaskSchema).max(WORKLOAD_LIMITS.tasks),
  seed: seedSchema.optional(),
};

export const setScenario = command({
  intent: intents.setScenario,
  fields: { scenario: scenarioSchema, base: versionSchema, takesBack: versionSchema },
});

export const pushTask = command({
  intent: intents.pushTask,
  fields: {
    text: taskTextSchema,
    serviceMs: plannedTaskSchema.shape.serviceMs,
    publishAtMs: plannedTaskSchema.shape.publishAtMs.exactOptional(),
  },
  onRun: (run, { text, serviceMs }, planned) => {
    const ready = attached(run);
    if (!ready.ok) return ready;
    const max = WORKLOAD_LIMITS.tasks;
    if (run.published >= max) return fail({ code: "limit", what: "tasks", max });
    if (planned?.ok === false) return planned;
    return ok(run.pushTask({ text, ...(serviceMs !== undefined && { serviceMs }) }));
  },
});

export const appendTasks = command({ intent: intents.appendTasks, fields: tasks });
export const replaceWorkload = command({ intent: intents.replaceWorkload, fields: tasks });

export const removeTask = command({
  intent: intents.removeTask,
  fields: { index: indexSchema, text: taskTextSchema },
});
