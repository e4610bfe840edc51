import { chaos } from "./en/chaos.ts";
import { composer } from "./en/composer.ts";
import { lint } from "./en/lint.ts";
import { metrics } from "./en/metrics.ts";
import { off } from "./en/off.ts";
import { page } from "./en/page.ts";
import { presets } from "./en/presets.ts";
import { problems } from "./en/problems.ts";
import { shell } from "./en/shell.ts";
import { stage } from "./en/stage.ts";
import { standstill } from "./en/standstill.ts";

export const english = {
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

/** Every word the pages say. English is the type; the other languages must satisfy it. */
export type Messages = typeof english;
