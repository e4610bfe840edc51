import { writeFileSync } from "node:fs";
import { project } from "#shared/kernel/projection.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { terminalLanguage, terminalMessagesIn } from "#shared/messages/terminal.ts";
import { writeNdjson } from "#shared/run-log/ndjson.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { simulatedLog } from "#simulation/simulate.ts";
import { EXIT } from "./exit-codes.ts";
import { decimal, parseOptions } from "./parse-options.ts";
import { helpText } from "./race/help-text.ts";
import { RACE_OPTIONS } from "./race/race-options.ts";
import { raceResult } from "./race/race-result.ts";
import { raceTable } from "./race/race-table.ts";
import { readText } from "./race/read-text.ts";
import { scenarioOf } from "./race/scenario-of.ts";
import { MAX_DELAY_MS } from "./race/terminal-limits.ts";
import { wordProblem } from "./race/word-problem.ts";

const delayMs = decimal(0, MAX_DELAY_MS).default(0);

/** The options of `race`, and two of its own. */
const OPTIONS = {
  ...RACE_OPTIONS,
  schema: RACE_OPTIONS.schema.extend({ "delivery-delay": delayMs, "ack-delay": delayMs }),
};

/** Prints what a race would come to, by simulation. @param argv what follows the subcommand's name. */
export function simulateRace(argv: readonly string[]): void {
  const language = terminalLanguage(process.env);
  const { cli } = terminalMessagesIn(language);
  if (argv.includes("--help")) {
    console.log(`${cli.simulateHelp}\n\n${helpText(cli)}`);
    return;
  }
  const options = parseOptions(argv, OPTIONS);
  const scenario = options.ok ? scenarioOf(options.value, readText) : options;
  if (!options.ok || !scenario.ok) {
    const problem = options.ok ? scenario : options;
    if (!problem.ok)
      console.error(wordProblem({ cli, messages: messagesIn(language) }, problem.error));
    process.exitCode = EXIT.badInput;
    return;
  }
  const { json, log: file, release } = options.value;
  const log = simulatedLog({
    scenario: scenario.value,
    release: release as BrokerRelease,
    deliveryDelayMs: options.value["delivery-delay"],
    ackDelayMs: options.value["ack-delay"],
  });
  if (file !== undefined) writeFileSync(file, writeNdjson(log));
  const run = project(runStateProjection, log);
  for (const { arm, refusal } of run.arms) {
    if (!refusal) continue;
    console.error(cli.refused(arm, refusal.replyCode, refusal.replyText));
    process.exitCode = EXIT.notMeasured;
  }
  const result = raceResult(run);
  console.log(json ? JSON.stringify(result) : raceTable(cli, result));
}
