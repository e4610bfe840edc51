import { fail, ok, type Result } from "#shared/kernel/result.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { parseOptions, type OptionProblem } from "../parse-options.ts";
import { RACE_OPTIONS, type RaceOptions } from "./race-options.ts";
import { scenarioOf, type ReadText, type ScenarioProblem } from "./scenario-of.ts";

export interface RaceRequest {
  readonly scenario: Scenario;
  readonly options: RaceOptions;
}

export type ArgumentProblem = OptionProblem | ScenarioProblem;

/** @param argv what follows the subcommand's name. */
export function parseArguments(
  argv: readonly string[],
  readText: ReadText,
): Result<RaceRequest | "help", ArgumentProblem> {
  // Asked for help, whatever else is said.
  if (argv.includes("--help")) return ok("help");
  const options = parseOptions(argv, RACE_OPTIONS);
  if (!options.ok) return fail(options.error);
  const scenario = scenarioOf(options.value, readText);
  return scenario.ok ? ok({ scenario: scenario.value, options: options.value }) : scenario;
}
