import { DEFAULT_RELEASE, RELEASE_NAMES } from "#broker/core/release.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { mostColumns, padded, wrapped } from "../columns.ts";
import { MEASURE_NAMES } from "./expectation.ts";
import { FAULT_USAGE } from "./parse-fault.ts";
import { ARRIVALS_USAGE, SIZES_USAGE } from "./parse-sizes.ts";
import { SETTINGS_USAGE } from "./parse-strategy.ts";
import { DELAYS, OPTION_GROUPS, type OptionName } from "./race-options.ts";
import { RACE_SPEED, TERMINAL_LIMITS } from "./terminal-limits.ts";

/** What the help takes from where it is decided. */
const FACTS = {
  presets: PRESET_IDS.join(", "),
  tasks: TERMINAL_LIMITS.tasks.toLocaleString("en"),
  workers: SCENARIO_LIMITS.workers,
  concurrency: SCENARIO_LIMITS.concurrency,
  arms: SCENARIO_LIMITS.arms,
  faults: SCENARIO_LIMITS.faults,
  minSpeed: RACE_SPEED.min,
  maxSpeed: RACE_SPEED.max,
  releases: `${RELEASE_NAMES.join(", ")} (${DEFAULT_RELEASE.name})`,
  measures: MEASURE_NAMES.join(", "),
  sizes: SIZES_USAGE,
  arrivals: ARRIVALS_USAGE,
  settings: SETTINGS_USAGE,
  faultForms: FAULT_USAGE,
};

const EXAMPLES = [
  "--speed 20",
  "--tasks 4,2,5,1,7,2,6,1,6,2 --arm prefetch=unlimited --arm prefetch=1 --json",
  '--fault "kill w1 10.5" --arm ack=auto --arm ack=manual',
  '--fault "hang w1 3" --arm prefetch=1',
  '--count 50 --sizes "exponential 2" --arrivals "poisson 0.8" --for 30',
  '--preset odd-heavy --expect "B finish < A"',
];

const COLUMNS = 100;

type Command = "race" | "simulate";

/** What a command can do: every option it takes, with its limits as they are. */
export function helpText({ help }: TerminalMessages["cli"], command: Command): string {
  const { work, how, outcome } = OPTION_GROUPS;
  const groups: readonly (readonly [title: string, names: readonly OptionName[]])[] = [
    [help.groups.work, work],
    [help.groups.how, how],
    ...(command === "simulate" ? [[help.groups.delays, DELAYS] as const] : []),
    [help.groups.outcome, outcome],
  ];
  const options = help.options(FACTS);
  const heads = new Map(
    groups.flatMap(([, names]) =>
      names.map((name) => [name, `  --${name} ${options[name].takes}`.trimEnd()] as const),
    ),
  );
  const indent = mostColumns([...heads.values()]) + 2;
  const said = (name: OptionName) =>
    wrapped(options[name].does, COLUMNS - indent).map((line, i) =>
      `${padded(i === 0 ? (heads.get(name) ?? "") : "", indent)}${line}`.trimEnd(),
    );
  return [
    help.heading[command],
    `  ${help.usage(command)}`,
    ...groups.map(([title, names]) => [title, ...names.flatMap(said)].join("\n")),
    `${help.ends[command]}\n${help.exitCodes}`,
    [help.examples, ...EXAMPLES.map((one) => `  npm run ${command} -- ${one}`)].join("\n"),
  ].join("\n\n");
}
