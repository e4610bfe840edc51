import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { terminalLanguage, terminalMessagesIn } from "#shared/messages/terminal.ts";
import { writeNdjson } from "#shared/run-log/ndjson.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { PRESET_IDS } from "#shared/scenario/preset.ts";
import { BrokerSource } from "#server/broker/broker-source.ts";
import { hidePassword, isAmqpUrl } from "#server/config.ts";
import { startEmbedded } from "#server/broker/embedded-broker.ts";
import { newRunId } from "#server/ids.ts";
import { parseArguments, type RaceRequest } from "./parse-arguments.ts";
import { endOfProgress, progressLine } from "./progress-line.ts";
import { raceResult } from "./race-result.ts";
import { raceTable } from "./race-table.ts";
import { runRace } from "./run-race.ts";
import { restartCommand } from "#server/broker/restart-command.ts";
import type { Run } from "#server/runs/run.ts";
import { wordProblem } from "./word-problem.ts";
import { systemClock } from "#server/wall-clock.ts";

const BAD_ARGUMENTS = 2;
const INTERRUPTED = 130;
const PROGRESS_EVERY_MS = 100;

const { cli, startup } = terminalMessagesIn(terminalLanguage(process.env));

/** @param argv what follows the subcommand's name. */
export async function race(argv: readonly string[]): Promise<void> {
  const request = parseArguments(argv);
  if (!request.ok) exitWith(BAD_ARGUMENTS, wordProblem(cli, request.error));
  else if (request.value === "help") console.log(cli.help(PRESET_IDS.join(", ")));
  else await run(request.value);
}

async function run({ scenario, speed, amqpUrl, logFile, json }: RaceRequest): Promise<void> {
  if (logFile !== null && !canWrite(logFile)) return;
  const url = amqpUrl ?? urlFromEnvironment();
  if (url === undefined) return;
  // A broker that is restarted on the way has to remember; one that is not, need not wait for the disk.
  const restarts = scenario.faults.some(({ type }) => type === "restart-broker");
  const dataDir = restarts ? mkdtempSync(join(tmpdir(), "dispatch-lab-race-")) : undefined;
  const command = process.env["BROKER_RESTART_COMMAND"];
  const broker = new BrokerSource({
    amqpUrl: url,
    startEmbedded: () => startEmbedded({ port: 0, dataDir, words: startup, say: console.error }),
    restartExternal: command ? restartCommand(command) : null,
    wall: systemClock,
  });
  await broker.start();

  const interrupt = new AbortController();
  const stop = () => {
    console.error(cli.interrupted);
    interrupt.abort();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  let endProgress = () => {
    // Until it begins.
  };
  const raced = await runRace(
    { scenario, speed },
    {
      wall: systemClock,
      broker,
      runId: newRunId(),
      interrupt: interrupt.signal,
      onRun: (run) => {
        endProgress = showProgress(run);
      },
    },
  );
  endProgress();
  await broker.close();
  if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });

  if (!raced.ok) {
    exitWith(1, cli.brokerDown(hidePassword(url ?? ""), raced.error));
    return;
  }
  const { log, state } = raced.value.recorder;
  if (logFile !== null) writeFileSync(logFile, writeNdjson(log));
  const result = raceResult(state);
  console.log(json ? JSON.stringify(result) : raceTable(cli, result));
  complain(state);
  if (interrupt.signal.aborted) process.exitCode = INTERRUPTED;
}

/** @returns `undefined` when it is set and no good. */
function urlFromEnvironment(): string | null | undefined {
  const url = process.env["AMQP_URL"];
  if (!url) return null;
  if (isAmqpUrl(url)) return url;
  exitWith(BAD_ARGUMENTS, cli.badArgument("AMQP_URL", hidePassword(url), cli.accepted.amqpUrl));
  return undefined;
}

function canWrite(file: string): boolean {
  try {
    writeFileSync(file, "");
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    exitWith(BAD_ARGUMENTS, cli.cannotWriteLog(file, reason));
    return false;
  }
}

/** Refusals and differences from the broker's own counts are failures, whatever else was measured. */
function complain({ arms, mismatches, incidents }: RunState): void {
  for (const incident of incidents) {
    if (incident.type === "broker-restart-failed") exitWith(1, cli.notRestarted(incident.reason));
  }
  for (const { arm, refusal } of arms) {
    if (refusal) exitWith(1, cli.refused(arm, refusal.replyCode, refusal.replyText));
  }
  for (const { arm, expected, counted } of mismatches) {
    exitWith(1, cli.mismatch(arm, expected, counted));
  }
}

/** Keeps a line up to date where somebody looks at it. @returns a function that takes it away. */
function showProgress(run: Run): () => void {
  const terminal = process.stderr;
  if (!terminal.isTTY) return () => undefined;
  const timer = setInterval(() => {
    terminal.write(progressLine(cli, run.recorder.state, run.reading.labMs));
  }, PROGRESS_EVERY_MS);
  return () => {
    clearInterval(timer);
    terminal.write(endOfProgress);
  };
}

/** Lets what was written be read before the process ends. */
function exitWith(code: number, words: string): void {
  console.error(words);
  process.exitCode = code;
}
