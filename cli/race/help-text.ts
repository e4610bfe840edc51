import { DEFAULT_RELEASE, RELEASE_NAMES } from "#broker/core/release.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { MEASURE_NAMES } from "./expectation.ts";
import { RACE_SPEED, TERMINAL_LIMITS } from "./terminal-limits.ts";

/** What it can do, with its limits as they are. */
export function helpText(cli: TerminalMessages["cli"]): string {
  return cli.help({
    presets: PRESET_IDS.join(", "),
    tasks: TERMINAL_LIMITS.tasks.toLocaleString("en"),
    workers: SCENARIO_LIMITS.workers,
    concurrency: SCENARIO_LIMITS.concurrency,
    faults: SCENARIO_LIMITS.faults,
    minSpeed: RACE_SPEED.min,
    maxSpeed: RACE_SPEED.max,
    releases: `${RELEASE_NAMES.join(", ")} (${DEFAULT_RELEASE.name})`,
    measures: MEASURE_NAMES.join(", "),
  });
}
