import { fail, ok } from "#shared/kernel/result.ts";
import * as intents from "#shared/protocol/intents/workers.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import {
  armIdSchema,
  concurrencySchema,
  workerIdSchema,
} from "#shared/scenario/scenario-schema.ts";
import { workerActionSchema } from "#shared/scenario/worker-action-schema.ts";
import { brokerDown } from "../../runs/broker-down.ts";
import { outcomeOf } from "../../runs/outcome-of.ts";
import { command } from "../command.ts";

export const addWorker = command({
  intent: intents.addWorker,
  fields: { arm: armIdSchema, worker: workerIdSchema.optional() },
  onRun: async (run, payload, planned) => {
    const arm = run.arm(payload.arm);
    if (planned?.ok === false) return planned;
    if (!arm) return ok(payload);
    if (run.pace.phase === "broker-lost") return fail(brokerDown(run));
    const max = SCENARIO_LIMITS.workers;
    if (arm.crew.staying.length >= max) return fail({ code: "limit", what: "workers", max });
    const others = planned?.value.arms.find((one) => one.arm === payload.arm)?.workers.slice(0, -1);
    const worker = arm.nameFor(others ?? [], payload.worker);
    const joined = await outcomeOf(arm.crew.add(worker));
    return joined.ok
      ? ok({ ...payload, worker })
      : fail({ code: "broker-down", reason: joined.error });
  },
});

export const removeWorker = command({
  intent: intents.removeWorker,
  fields: { arm: armIdSchema, worker: workerIdSchema },
  /** A plan keeps its last worker; a run may lose it, and its tasks wait. One that died is the plan's alone. */
  onRun: (run, payload, planned) => {
    const isRemoved = run.arm(payload.arm)?.crew.remove(payload.worker) === true;
    if (planned?.ok === false) return isRemoved ? ok(null) : planned;
    return ok(payload);
  },
});

export const actOnWorker = command({
  intent: intents.actOnWorker,
  fields: { arm: armIdSchema, worker: workerIdSchema, action: workerActionSchema },
  onRun: (run, payload, planned) => {
    const { arm, worker, action } = payload;
    if (run.pace.phase === "broker-lost" && action.type !== "set-speed")
      return fail(brokerDown(run));
    const acted = run.arm(arm)?.crew.worker(worker)?.act(action) ?? "no-such-worker";
    if (acted === "done") return ok(planned?.ok === true ? payload : null);
    return planned?.ok === true ? ok(payload) : fail({ code: acted });
  },
});

export const setConcurrency = command({
  intent: intents.setConcurrency,
  fields: { arm: armIdSchema, worker: workerIdSchema, concurrency: concurrencySchema },
});
