import type { TerminalMessages } from "#shared/messages/terminal.ts";
import { assertNever } from "#shared/kernel/assert-never.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import { MAX_PREFETCH } from "#shared/scenario/strategy.ts";
import { WORKLOAD_LIMITS } from "#shared/scenario/workload.ts";
import { hidePassword } from "#server/config.ts";
import { FAULT_NAMES } from "./parse-fault.ts";
import { RACE_SPEED, type ArgumentProblem, type OptionName } from "./parse-arguments.ts";

type Cli = TerminalMessages["cli"];

/** One line that names the argument, its value, and what is accepted. */
export function wordProblem(cli: Cli, problem: ArgumentProblem): string {
  switch (problem.code) {
    case "unknown":
      return cli.unknownArgument(problem.name);
    case "preset-and-tasks":
      return cli.both("--preset", "--tasks");
    case "too-many-arms":
      return cli.badArgument("--arm", "", cli.accepted.arms(SCENARIO_LIMITS.arms));
    case "too-many-faults":
      return cli.badArgument("--fault", "", cli.accepted.arms(SCENARIO_LIMITS.faults));
    case "not-accepted": {
      const { name, value } = problem;
      const shown = name === "amqp-url" ? hidePassword(value) : value;
      return cli.badArgument(`--${name}`, shown, accepted(cli, name));
    }
    default:
      return assertNever(problem);
  }
}

function accepted({ accepted: words }: Cli, name: OptionName): string {
  switch (name) {
    case "preset":
      return words.preset(PRESET_IDS.join(", "));
    case "tasks":
      return words.tasks(WORKLOAD_LIMITS.dots, WORKLOAD_LIMITS.tasks);
    case "workers":
      return words.workers(SCENARIO_LIMITS.workers);
    case "arm":
      return words.arm(MAX_PREFETCH);
    case "fault":
      return words.fault(FAULT_NAMES.join(", "));
    case "speed":
      return words.speed(RACE_SPEED.min, RACE_SPEED.max);
    case "seed":
      return words.seed(SCENARIO_LIMITS.maxSeed);
    case "amqp-url":
      return words.amqpUrl;
    case "log":
      return words.log;
    case "json":
    case "help":
      return words.noValue;
    default:
      return assertNever(name);
  }
}
