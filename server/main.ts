import { homedir } from "node:os";
import { terminalLanguage, terminalMessagesIn } from "#shared/messages/terminal.ts";
import { createApplication } from "./application.ts";
import { brokerDataDir } from "./broker/broker-data.ts";
import { readConfig, type Config } from "./config.ts";
import { startEmbedded, startOwn } from "./broker/embedded-broker.ts";
import { loadNextPages } from "./http/next-pages.ts";
import { newLabId, newRunId, newToken } from "./ids.ts";
import { OPERATOR_PATH } from "./http/operator.ts";
import { memoryLabStore } from "./labs/lab-store.ts";
import { boundedLog } from "./limits/bounded-log.ts";
import { RIGHTS } from "#shared/protocol/rights.ts";
import { systemClock } from "./wall-clock.ts";
import { wordBroker, wordListenError, wordSettings } from "./startup-words.ts";

const { env, platform } = process;
const { startup } = terminalMessagesIn(terminalLanguage(env));
// Next writes there with every request that it can't make sense of.
console.error = boundedLog({
  write: console.error.bind(console),
  wall: systemClock,
  leftOut: startup.linesLeftOut,
});
const read = readConfig(env);
if (read.ok) await run(read.value);
else {
  console.error(wordSettings(startup, read.error));
  process.exitCode = 2;
}

async function run(config: Config): Promise<void> {
  const operatorToken = config.OPERATOR_TOKEN ?? newToken();
  const application = createApplication(config, {
    wall: systemClock,
    startEmbedded: (whose, onNotice) => {
      const { BROKER_RELEASE: release } = config;
      const options = { release, words: startup, say: console.error, onNotice };
      if (whose === "own") return startOwn(options);
      const dataDir = brokerDataDir(config.BROKER_DATA, { platform, home: homedir(), env });
      return startEmbedded({ ...options, port: config.BROKER_PORT, dataDir });
    },
    loadPages: loadNextPages,
    newLabId,
    newRunId,
    operatorToken,
    store: memoryLabStore(),
    rights: RIGHTS,
    onDefect: (error) => {
      console.error(error);
    },
    dev: env.NODE_ENV !== "production",
  });
  try {
    const { url } = await application.listen();
    // Next has listeners of its own by now, which would let a broken process live on.
    process.on("uncaughtException", stopOnDefect);
    process.on("unhandledRejection", stopOnDefect);
    console.log(startup.ready(url, wordBroker(startup, application.broker, config)));
    console.log(startup.operator(`${url}${OPERATOR_PATH}${operatorToken}`));
  } catch (error) {
    console.error(wordListenError(startup, error, config));
    process.exit(1);
  }

  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log(startup.stopping);
    void application.close().then(() => process.exit(0), stopOnDefect);
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
}

function stopOnDefect(error: unknown): never {
  console.error(startup.defect, error);
  process.exit(1);
}
