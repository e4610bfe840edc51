import type { Language } from "./language.ts";
import { composer } from "./en/composer.ts";
import { metrics } from "./en/metrics.ts";
import { page } from "./en/page.ts";
import { presets } from "./en/presets.ts";
import { problems } from "./en/problems.ts";
import { shell } from "./en/shell.ts";
import { stage } from "./en/stage.ts";
import { composer as zhComposer } from "./zh/composer.ts";
import { metrics as zhMetrics } from "./zh/metrics.ts";
import { page as zhPage } from "./zh/page.ts";
import { presets as zhPresets } from "./zh/presets.ts";
import { problems as zhProblems } from "./zh/problems.ts";
import { shell as zhShell } from "./zh/shell.ts";
import { stage as zhStage } from "./zh/stage.ts";

const en = { page, shell, composer, presets, metrics, problems, stage };

/** Every word the pages say. English is the type; Chinese must satisfy it. */
export type Messages = typeof en;

const zh: Messages = {
  page: zhPage,
  shell: zhShell,
  composer: zhComposer,
  presets: zhPresets,
  metrics: zhMetrics,
  problems: zhProblems,
  stage: zhStage,
};

export function messagesIn(language: Language): Messages {
  return language === "zh" ? zh : en;
}
