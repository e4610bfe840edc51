import { writeFileSync } from "node:fs";
import { z } from "zod";
import { project } from "#shared/kernel/projection.ts";
import { terminalLanguage, terminalMessagesIn } from "#shared/messages/terminal.ts";
import { writeNdjson } from "#shared/run-log/ndjson.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { simulatedLog } from "#simulation/simulate.ts";
import { parseArguments } from "./race/parse-arguments.ts";
import { raceResult } from "./race/race-result.ts";
import { raceTable } from "./race/race-table.ts";
import { wordProblem } from "./race/word-problem.ts";

const BAD_ARGUMENTS = 2;
const MAX_DELAY_MS = 60_000;
const DELAYS = { "--delivery-delay": "deliveryDelayMs", "--ack-delay": "ackDelayMs" } as const;

const delayMs = z
  .string()
  .regex(/^\d+(\.\d+)?$/)
  .transform(Number)
  .pipe(z.number().max(MAX_DELAY_MS));

/** Prints what a race would come to, by simulation. @param argv the options of `race`, and two of its own. */
export function simulateRace(argv: readonly string[]): void {
  const { cli } = terminalMessagesIn(terminalLanguage(process.env));
  const { delays, rest, problem } = takeDelays(argv);
  if (problem) {
    refuse(cli.badArgument(problem.name, problem.value, cli.accepted.delay(MAX_DELAY_MS)));
    return;
  }
  const request = parseArguments(rest);
  if (!request.ok) {
    refuse(wordProblem(cli, request.error));
    return;
  }
  if (request.value === "help") {
    console.log(`${cli.simulateHelp}\n\n${cli.help(PRESET_IDS.join(", "))}`);
    return;
  }
  const { scenario, json, logFile } = request.value;
  const log = simulatedLog({ scenario, ...delays });
  if (logFile !== null) writeFileSync(logFile, writeNdjson(log));
  const result = raceResult(project(runStateProjection, log));
  console.log(json ? JSON.stringify(result) : raceTable(cli, result));
}

interface Taken {
  readonly delays: Partial<Record<(typeof DELAYS)[keyof typeof DELAYS], number>>;
  readonly rest: readonly string[];
  readonly problem: { readonly name: string; readonly value: string } | null;
}

/** Takes the simulation's own options out of what is `race`'s. */
function takeDelays(argv: readonly string[]): Taken {
  const delays: Record<string, number> = {};
  const rest: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [name = "", ...inline] = (argv[i] ?? "").split("=");
    if (!isDelay(name)) {
      rest.push(argv[i] ?? "");
      continue;
    }
    const value = inline.length > 0 ? inline.join("=") : (argv[++i] ?? "");
    const parsed = delayMs.safeParse(value);
    if (!parsed.success) return { delays, rest, problem: { name, value: value.slice(0, 40) } };
    delays[DELAYS[name]] = parsed.data;
  }
  return { delays, rest, problem: null };
}

function isDelay(name: string): name is keyof typeof DELAYS {
  return Object.hasOwn(DELAYS, name);
}

function refuse(words: string): void {
  console.error(words);
  process.exitCode = BAD_ARGUMENTS;
}
