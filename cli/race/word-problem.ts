import { RELEASE_NAMES } from "#broker/core/release.ts";
import { lineProblem } from "#components/words/text-problem.ts";
import { hidePassword } from "#server/config.ts";
import { assertNever } from "#shared/kernel/assert-never.ts";
import type { Messages } from "#shared/messages/messages.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import type { RecipeProblem } from "#shared/scenario/generate-workload.ts";
import { MEASURE_NAMES } from "./expectation.ts";
import type { ArgumentProblem } from "./parse-arguments.ts";
import { FAULT_USAGE } from "./parse-fault.ts";
import { ARRIVALS_USAGE, SIZES_USAGE } from "./parse-sizes.ts";
import { SETTINGS_USAGE } from "./parse-strategy.ts";
import type { OptionName } from "./race-options.ts";
import { MAX_DELAY_MS, RACE_SPEED, TERMINAL_LIMITS } from "./terminal-limits.ts";

type Cli = TerminalMessages["cli"];

/** Both catalogues the terminal speaks from. */
export interface Words {
  readonly cli: Cli;
  readonly messages: Messages;
}

/** One line that names the argument, the part of it at fault, and what is accepted. */
export function wordProblem({ cli, messages }: Words, problem: ArgumentProblem): string {
  switch (problem.code) {
    case "unknown":
      return cli.unknownArgument(clipped(problem.name));
    case "twice":
      return cli.twice(`--${problem.name}`);
    case "exclusive": {
      const [one, other] = problem.names;
      return cli.both(`--${one}`, `--${other}`);
    }
    case "too-many":
      return cli.badArgument(`--${problem.name}`, "", cli.accepted.atMost(problem.max));
    case "not-accepted": {
      const { name, value } = problem;
      const shown = clipped(name === "amqp-url" ? hidePassword(value) : value);
      return cli.badArgument(`--${name}`, shown, accepted(cli, name as OptionName));
    }
    case "unknown-worker":
      return cli.unknownWorker(clipped(problem.fault), problem.worker, fewOf(problem.workers));
    case "cannot-read":
      return cli.cannotRead(clipped(problem.file), problem.reason);
    case "no-tasks":
      return cli.noTasks(clipped(problem.file));
    case "bad-line": {
      const words = lineProblem(messages.composer, problem.problem, TERMINAL_LIMITS.tasks);
      return cli.badFile(clipped(problem.file), words);
    }
    case "bad-recipe":
      return recipeWords(cli, problem.problem);
    default:
      return assertNever(problem);
  }
}

const MOST_SHOWN = 60;

/** What was typed may be pages long: enough of it to find it again. */
function clipped(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

function fewOf(names: readonly string[]): string {
  return clipped(names.join(", "));
}

function recipeWords({ recipe }: Cli, problem: RecipeProblem): string {
  switch (problem.code) {
    case "out-of-range": {
      const { field, min, max } = problem;
      if (field === "heavyShare") return recipe.outOfRange("--sizes", min * 100, max * 100);
      const unit = field.endsWith("Ms") ? 1000 : 1;
      const option = field === "seconds" || field === "perSecond" ? "--arrivals" : "--sizes";
      return recipe.outOfRange(option, min / unit, max / unit);
    }
    case "min-above-max":
      return recipe.minAboveMax;
    case "arrives-too-late":
      return recipe.arrivesTooLate(problem.maxMs / 60_000);
    case "not-whole":
      return recipe.outOfRange("--count", 1, TERMINAL_LIMITS.tasks);
    default:
      return assertNever(problem);
  }
}

function accepted({ accepted: words }: Cli, name: OptionName): string {
  switch (name) {
    case "preset":
      return words.oneOf(PRESET_IDS.join(", "));
    case "tasks":
      return words.tasks(WORKLOAD_LIMITS.serviceMs / 1000, TERMINAL_LIMITS.tasks);
    case "count":
      return words.wholeNumber(1, TERMINAL_LIMITS.tasks);
    case "sizes":
      return words.sizes(SIZES_USAGE);
    case "arrivals":
      return words.arrivals(ARRIVALS_USAGE);
    case "workers":
      return words.workers(SCENARIO_LIMITS.workers, SCENARIO_LIMITS.concurrency);
    case "arm":
      return words.arm(SETTINGS_USAGE);
    case "fault":
      return words.fault(FAULT_USAGE);
    case "speed":
      return words.number(RACE_SPEED.min, RACE_SPEED.max);
    case "for":
      return words.number(0, SCENARIO_LIMITS.maxAtMs / 1000);
    case "expect":
      return words.expect(MEASURE_NAMES.join(", "));
    case "seed":
      return words.wholeNumber(0, SCENARIO_LIMITS.maxSeed);
    case "amqp-url":
      return words.amqpUrl;
    case "release":
      return words.oneOf(RELEASE_NAMES.join(", "));
    case "file":
    case "log":
      return words.file;
    case "delivery-delay":
    case "ack-delay":
      return words.delay(MAX_DELAY_MS);
    case "json":
    case "help":
      return words.noValue;
    default:
      return assertNever(name);
  }
}
