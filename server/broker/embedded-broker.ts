import { fileURLToPath } from "node:url";
import { startBrokerProcess, type BrokerProcess, type ReleaseName } from "#broker";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import manifest from "../../package.json" with { type: "json" };

/** The broker's program: beside us in the build, else its source. */
const PROGRAM = import.meta.url.endsWith(".mjs") ? "./broker.mjs" : "../../broker/main.ts";

export interface EmbeddedOptions {
  readonly port: number;
  readonly release: ReleaseName;
  /** Undefined to keep nothing. */
  readonly dataDir: string | undefined;
  readonly words: TerminalMessages["startup"];
  /** Told when its process dies, and when it can't be started again. */
  readonly say: (line: string) => void;
}

/** Starts the broker of our own, in a process of its own, on loopback; the only place that knows it. */
export function startEmbedded({
  port,
  release,
  dataDir,
  words,
  say,
}: EmbeddedOptions): Promise<BrokerProcess> {
  return startBrokerProcess({
    program: { path: fileURLToPath(new URL(PROGRAM, import.meta.url)) },
    version: manifest.version,
    port,
    release,
    ...(dataDir !== undefined && { dataDir }),
    onDied: (how) => {
      say(words.brokerDied(how));
    },
    onStillDown: (error) => {
      say(words.brokerStillDown(error instanceof Error ? error.message : String(error)));
    },
  });
}
