import { startBroker, type Broker } from "#broker";
import { noticeText } from "#broker/notice.ts";
import type { BrokerSettings } from "#broker/settings.ts";
import { StoreError } from "#broker/store/store-error.ts";
import { BadArguments, HELP, parseArguments } from "./parse-arguments.ts";

const BAD_ARGUMENTS = 2;

/** The broker as a program of its own: runs until it is told to stop by SIGINT or SIGTERM. */
export async function runAlone(args: readonly string[], version: string): Promise<void> {
  try {
    const settings = parseArguments(args);
    if (settings === "help") console.log(HELP);
    else await run({ ...settings, version });
  } catch (error) {
    if (!(error instanceof BadArguments)) throw error;
    console.error(`${error.message}\nnpm run broker -- --help lists the options.`);
    process.exitCode = BAD_ARGUMENTS;
  }
}

async function run(settings: BrokerSettings): Promise<void> {
  let broker: Broker;
  try {
    broker = await startBroker({
      ...settings,
      onDefect: (error) => {
        console.error(error);
      },
      onNotice: (notice) => {
        console.error(noticeText(notice));
      },
    });
  } catch (error) {
    console.error(`The broker can't start: ${whyNot(error)}`);
    process.exitCode = 1;
    return;
  }
  console.log(`AMQP 0-9-1 at ${shown(broker.url, settings)}`);
  console.log(
    settings.dataDir === undefined
      ? "Nothing survives its end: --data DIR keeps durable queues and persistent messages."
      : `Durable queues and persistent messages are kept in ${settings.dataDir}.`,
  );

  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log("Stopping.");
    void broker.close().then(() => process.exit());
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function whyNot(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof StoreError)) return error.message;
  return `${error.message}\nSet --data to another directory, or leave it out to keep nothing.`;
}

/** Everybody knows guest's password; others are hidden. */
function shown(url: string, { users }: BrokerSettings): string {
  return users === undefined ? url : url.replace(/:[^:@/]*@/, ":***@");
}
