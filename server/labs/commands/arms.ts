import { fail, ok } from "#shared/kernel/result.ts";
import * as intents from "#shared/protocol/intents/arms.ts";
import { armIdSchema, strategyChangeSchema } from "#shared/scenario/scenario-schema.ts";
import { queueSettingsOf } from "#shared/scenario/queue-settings.ts";
import { attached, command } from "../command.ts";

export const setStrategy = command({
  intent: intents.setStrategy,
  fields: { arm: armIdSchema, strategy: strategyChangeSchema },
  onRun: async (run, payload, planned) => {
    const { arm: id, strategy } = payload;
    const arm = run.arm(id);
    if (!arm || !planned?.ok) return planned?.ok === false ? planned : ok(payload);
    if (arm.queue.isAskedBy(strategy)) {
      const ready = attached(run);
      if (!ready.ok) return ready;
      const asked = await arm.redeclare(queueSettingsOf(strategy));
      if (!asked.ok) return fail({ code: "broker-down", reason: asked.error });
    }
    arm.changeStrategy(strategy);
    return ok(payload);
  },
});

export const addArm = command({ intent: intents.addArm, fields: {} });
export const removeArm = command({ intent: intents.removeArm, fields: { arm: armIdSchema } });
