import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ReleaseName } from "#broker/core/release.ts";
import { BrokerSource } from "#server/broker/broker-source.ts";
import { hidePassword, isAmqpUrl } from "#server/config.ts";
import { startEmbedded } from "#server/broker/embedded-broker.ts";
import { newRunId } from "#server/ids.ts";
import { restartCommand } from "#server/broker/restart-command.ts";
import { fail, ok, type Result } from "#shared/kernel/result.ts";
import { systemClock } from "#server/wall-clock.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { terminalLanguage, terminalMessagesIn } from "#shared/messages/terminal.ts";
import { writeNdjson } from "#shared/run-log/ndjson.ts";
import type { Scenario } from "#shared/scenario/scenario.ts";
import { EXIT } from "../exit-codes.ts";
import { openLog } from "./open-log.ts";
import { parseArguments, type RaceRequest } from "./parse-arguments.ts";
import { showProgress } from "./progress-line.ts";
import { printRace } from "./print-race.ts";
import { runRace } from "./run-race.ts";
import { readTextWith } from "./read-text.ts";
import { helpText } from "./help-text.ts";
import { wordProblem, type Words } from "./word-problem.ts";

const language = terminalLanguage(process.env);
const { cli, startup } = terminalMessagesIn(language);
const words: Words = { cli, messages: messagesIn(language) };

/** @param argv what follows the subcommand's name. */
export async function race(argv: readonly string[]): Promise<void> {
  const request = parseArguments(argv, readTextWith(cli));
  if (!request.ok) end(EXIT.badInput, wordProblem(words, request.error));
  else if (request.value === "help") console.log(helpText(cli, "race"));
  else await run(request.value);
}

async function run({ scenario, options }: RaceRequest): Promise<void> {
  const url = options["amqp-url"] === undefined ? urlFromEnvironment() : ok(options["amqp-url"]);
  const log = openLog(cli, options.log);
  if (!url.ok) {
    end(EXIT.badInput, url.error);
    return;
  }
  if (!log.ok) {
    end(EXIT.badInput, log.error);
    return;
  }
  const { broker, dispose } = await startBroker(url.value, scenario, options.release);
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
    {
      scenario,
      speed: options.speed,
      endAtMs: options.for === undefined ? null : options.for * 1000,
    },
    {
      wall: systemClock,
      broker,
      runId: newRunId(),
      interrupt: interrupt.signal,
      onRun: (started) => {
        endProgress = showProgress(cli, started);
      },
      onEvent: (event) => {
        log.value.write(writeNdjson([event]));
      },
    },
  );
  endProgress();
  log.value.close();
  await dispose();
  if (raced.ok) {
    const { run, ...how } = raced.value;
    process.exitCode = printRace(words, { ...how, state: run.recorder.state }, options);
  } else end(EXIT.notMeasured, cli.brokerDown(hidePassword(url.value ?? ""), raced.error));
}

/** A broker that is restarted on the way has to remember; one that is not, need not wait for the disk. */
async function startBroker(amqpUrl: string | null, scenario: Scenario, release: ReleaseName) {
  const restarts = scenario.faults.some(({ type }) => type === "restart-broker");
  const dataDir = restarts ? mkdtempSync(join(tmpdir(), "dispatch-lab-race-")) : undefined;
  const command = process.env["BROKER_RESTART_COMMAND"];
  const broker = new BrokerSource({
    amqpUrl,
    startEmbedded: (onNotice) =>
      startEmbedded({ port: 0, release, dataDir, words: startup, say: console.error, onNotice }),
    restartExternal: command ? restartCommand(command) : null,
    wall: systemClock,
  });
  await broker.start();
  return {
    broker,
    dispose: async () => {
      await broker.close();
      if (dataDir !== undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function urlFromEnvironment(): Result<string | null, string> {
  const url = process.env["AMQP_URL"];
  if (!url) return ok(null);
  if (isAmqpUrl(url)) return ok(url);
  return fail(cli.badArgument("AMQP_URL", hidePassword(url), cli.accepted.amqpUrl));
}

/** Lets what was written be read before the process ends. */
function end(code: number, said: string): void {
  console.error(said);
  process.exitCode = code;
}
