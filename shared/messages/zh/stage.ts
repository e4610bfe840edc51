import type { stage as en } from "../en/stage.ts";

export const stage: typeof en = {};
