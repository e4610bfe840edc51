import type { Messages } from "./english.ts";
import { chaos } from "./zh/chaos.ts";
import { composer } from "./zh/composer.ts";
import { lint } from "./zh/lint.ts";
import { metrics } from "./zh/metrics.ts";
import { off } from "./zh/off.ts";
import { page } from "./zh/page.ts";
import { presets } from "./zh/presets.ts";
import { problems } from "./zh/problems.ts";
import { shell } from "./zh/shell.ts";
import { stage } from "./zh/stage.ts";
import { standstill } from "./zh/standstill.ts";

export const chinese: Messages = {
  page,
  shell,
  composer,
  presets,
  metrics,
  problems,
  stage,
  standstill,
  chaos,
  off,
  lint,
};
