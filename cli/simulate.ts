import { moment } from "#shared/kernel/moment.ts";
import { project } from "#shared/kernel/projection.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { terminalLanguage, terminalMessagesIn } from "#shared/messages/terminal.ts";
import { writeNdjson } from "#shared/run-log/ndjson.ts";
import type { BrokerRelease } from "#shared/run-log/broker-release.ts";
import type { Logged, Seq } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { standstillsOf } from "#shared/run/standstill.ts";
import { patienceAt, simulatedLog } from "#simulation/simulate.ts";
import { EXIT } from "./exit-codes.ts";
import { parseOptions } from "./parse-options.ts";
import { helpText } from "./race/help-text.ts";
import { openLog } from "./race/open-log.ts";
import { printRace, type Ended } from "./race/print-race.ts";
import { SIMULATE_OPTIONS } from "./race/race-options.ts";
import { readTextWith } from "./race/read-text.ts";
import { outcomeOf } from "./race/run-race.ts";
import { scenarioOf } from "./race/scenario-of.ts";
import { wordProblem } from "./race/word-problem.ts";

/** Prints what a race would come to, by simulation. @param argv what follows the subcommand's name. */
export function simulateRace(argv: readonly string[]): void {
  const language = terminalLanguage(process.env);
  const { cli } = terminalMessagesIn(language);
  const messages = messagesIn(language);
  if (argv.includes("--help")) {
    console.log(helpText(cli, "simulate"));
    return;
  }
  const options = parseOptions(argv, SIMULATE_OPTIONS);
  const scenario = options.ok ? scenarioOf(options.value, readTextWith(cli)) : options;
  if (!options.ok || !scenario.ok) {
    const problem = options.ok ? scenario : options;
    if (!problem.ok) console.error(wordProblem({ cli, messages }, problem.error));
    process.exitCode = EXIT.badInput;
    return;
  }
  const { release, speed } = options.value;
  const file = openLog(cli, options.value.log);
  if (!file.ok) {
    console.error(file.error);
    process.exitCode = EXIT.badInput;
    return;
  }
  const endAtMs = options.value.for === undefined ? Infinity : options.value.for * 1000;
  const log = simulatedLog({
    scenario: scenario.value,
    release: release as BrokerRelease,
    deliveryDelayMs: options.value["delivery-delay"],
    ackDelayMs: options.value["ack-delay"],
    patienceMs: patienceAt(speed),
    untilMs: endAtMs,
  });
  const { end, ...ended } = endOf(log, endAtMs);
  file.value.write(writeNdjson([...log, ...end]));
  file.value.close();
  // Nothing is on a wire, whatever the speed.
  process.exitCode = printRace({ cli, messages }, ended, { ...options.value, speed: 1 });
}

/** Ends what does not end by itself, as a race is ended. @returns with what its log ends with. */
function endOf(
  log: readonly Logged[],
  endAtMs: number,
): Ended & { readonly end: readonly Logged[] } {
  const before = project(runStateProjection, log);
  if (before.outcome !== null) {
    const outcome = outcomeOf(before);
    return { state: before, outcome, before, decidedAtMs: before.atMs, end: [] };
  }
  const isStill = endAtMs === Infinity || standstillsOf(before, before.atMs).length > 0;
  const decidedAtMs = isStill ? before.atMs : moment(endAtMs);
  const end: readonly Logged[] = [
    {
      type: "run-closed",
      outcome: "stopped",
      mismatches: [],
      seq: (log.length + 1) as Seq,
      atMs: decidedAtMs,
    },
  ];
  const state = project(runStateProjection, end, before);
  return { state, outcome: isStill ? "standing-still" : "time-up", before, decidedAtMs, end };
}
