import { releaseOf } from "#shared/run-log/broker-release.ts";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import type { BrokerSource } from "./broker/broker-source.ts";
import { hidePassword, type BadSetting, type Config } from "./config.ts";

type Startup = TerminalMessages["startup"];

export function wordSettings(words: Startup, bad: readonly BadSetting[]): string {
  const lines = bad.map(({ name, value }) => words.badSetting(name, value, words.accepted[name]));
  return [words.badSettings, ...lines].join("\n");
}

/** Which broker it is, or why there is none yet. */
export function wordBroker(words: Startup, source: BrokerSource, config: Config): string {
  const { broker, status } = source;
  const at = hidePassword(config.AMQP_URL ?? broker?.url ?? "");
  if (!broker) return words.brokerUnreachable(at, status.state === "down" ? status.reason : "");
  const { kind, product, version } = broker.identity;
  if (config.AMQP_URL === null || kind === "embedded") {
    const release = releaseOf(broker.identity) ?? version;
    return words.embeddedBroker(Number(new URL(broker.url).port), release);
  }
  return words.externalBroker(product, version, at);
}

/** Why it cannot listen, naming the setting at fault. */
export function wordListenError(words: Startup, error: unknown, config: Config): string {
  const { code, port } = errnoOf(error);
  const reason = error instanceof Error ? error.message : String(error);
  if (code?.startsWith("DATA_")) return words.brokerData(reason);
  if (code === undefined) return `${words.defect} ${reason}`;
  if (config.BROKER_PORT !== 0 && port === config.BROKER_PORT && port !== config.PORT) {
    return words.brokerPortTaken(config.BROKER_PORT);
  }
  if (code === "EADDRINUSE") return words.portTaken(config.PORT, config.HOST);
  return words.cannotListen(config.HOST, config.PORT, reason);
}

function errnoOf(error: unknown): { readonly code?: string; readonly port?: number } {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return {};
  const port = "port" in error && typeof error.port === "number" ? { port: error.port } : {};
  return { code: error.code, ...port };
}
