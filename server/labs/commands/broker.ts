import { z } from "zod";
import { fail, ok } from "#shared/kernel/result.ts";
import * as intents from "#shared/protocol/intents/broker.ts";
import { BURST_LIMITS } from "#shared/scenario/burst-limits.ts";
import { ARM_IDS } from "#shared/scenario/scenario-limits.ts";
import { armIdSchema } from "#shared/scenario/scenario-schema.ts";
import { noSuchArm } from "#shared/protocol/intents/plan-problems.ts";
import { brokerDown } from "../../runs/broker-down.ts";
import { attached, command, DONE } from "../command.ts";
import { noteTextSchema } from "./note-text.ts";

export const publishAstray = command({
  intent: intents.publishAstray,
  fields: { arm: armIdSchema, text: noteTextSchema, mandatory: z.boolean() },
  onRun: (run, { arm: id, text, mandatory }) => {
    const ready = attached(run);
    if (!ready.ok) return ready;
    const arm = run.arm(id);
    if (!arm) return fail(noSuchArm(run.recorder.state.arms));
    return arm.publishAstray(text, mandatory) ? ok(null) : fail(brokerDown(run));
  },
});

export const publishBurst = command({
  intent: intents.publishBurst,
  fields: {
    arms: z.array(armIdSchema).min(1).max(ARM_IDS.length),
    count: z.int().min(1).max(BURST_LIMITS.most),
    kill: z.boolean(),
  },
  onLab: async ({ plan, run, broker }, burst) => {
    const there = plan.arms.map(({ arm }) => arm);
    if (!burst.arms.every((arm) => there.includes(arm))) return fail(noSuchArm(plan.arms));
    if (!run) return fail({ code: "no-run" });
    const ready = attached(run);
    if (!ready.ok) return ready;
    if (run.isBursting) return fail({ code: "burst-in-progress" });
    // Before anything is sent: a burst without its kill would show nothing.
    const may = burst.kill ? await broker.prepareRestart() : DONE;
    return may.ok ? run.burst(burst) : may;
  },
});

export const restartBroker = command({
  intent: intents.restartBroker,
  fields: { kill: z.boolean() },
  /** Also when no run is on: what survives is for everybody to see. */
  onLab: ({ run, broker }, { kill }) => {
    if (run?.pace.phase === "broker-lost") return fail(brokerDown(run));
    return run?.restartBroker(kill) ?? broker.restart(kill);
  },
});

export const retryBroker = command({
  intent: intents.retryBroker,
  fields: {},
  onLab: ({ broker }) => {
    broker.retry();
    return DONE;
  },
});

export const useEmbeddedBroker = command({
  intent: intents.useEmbeddedBroker,
  fields: {},
  onLab: async ({ broker }) => {
    await broker.useEmbedded();
    return DONE;
  },
});
