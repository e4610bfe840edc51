import type { presets as en } from "../en/presets.ts";

export const presets: typeof en = {};
