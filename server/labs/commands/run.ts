import { z } from "zod";
import { ok } from "#shared/kernel/result.ts";
import * as intents from "#shared/protocol/intents/run.ts";
import { SPEEDS } from "#shared/protocol/lab-state.ts";
import { command, DONE } from "../command.ts";
import { noteTextSchema } from "./note-text.ts";

export const run = command({ intent: intents.run, fields: {}, onLab: (lab) => lab.start() });
export const stop = command({ intent: intents.stop, fields: {}, onLab: (lab) => lab.stop() });

export const pause = command({
  intent: intents.pause,
  fields: {},
  onRun: (run) => {
    run.pace.pause();
    return ok(null);
  },
});

export const resume = command({
  intent: intents.resume,
  fields: {},
  onRun: (run) => {
    run.pace.resume();
    return ok(null);
  },
});

export const step = command({
  intent: intents.step,
  fields: {},
  onRun: (run) => {
    run.pace.step();
    return ok(null);
  },
});

export const setSpeed = command({
  intent: intents.setSpeed,
  fields: { speed: z.literal(SPEEDS) },
  onLab: (lab, { speed }) => {
    lab.setSpeed(speed);
    return DONE;
  },
});

export const reset = command({
  intent: intents.reset,
  fields: {},
  onLab: async (lab) => {
    await lab.clear();
    return DONE;
  },
});

export const note = command({
  intent: intents.note,
  fields: { text: noteTextSchema },
  onRun: (run, { text }) => {
    run.note(text);
    return ok(null);
  },
});
