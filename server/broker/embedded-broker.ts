import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  startBrokerProcess,
  type BrokerNotice,
  type BrokerProcess,
  type ReleaseName,
} from "#broker";
import type { TerminalMessages } from "#shared/messages/terminal.ts";
import type { EmbeddedBroker } from "./broker-source.ts";
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
  /** Told what its process says to whoever runs it; said already. */
  readonly onNotice: (notice: BrokerNotice) => void;
}

/** Starts the broker of our own, in a process of its own, on loopback; the only place that knows it. */
export function startEmbedded({
  port,
  release,
  dataDir,
  words,
  say,
  onNotice,
}: EmbeddedOptions): Promise<BrokerProcess> {
  return startBrokerProcess({
    program: { path: fileURLToPath(new URL(PROGRAM, import.meta.url)) },
    version: manifest.version,
    port,
    release,
    ...(dataDir !== undefined && { dataDir }),
    onNotice: (notice) => {
      say(wordNotice(words, notice));
      onNotice(notice);
    },
    onDied: (how) => {
      say(words.brokerDied(how));
    },
    onStillDown: (error) => {
      say(words.brokerStillDown(error instanceof Error ? error.message : String(error)));
    },
  });
}

function wordNotice(words: TerminalMessages["startup"], notice: BrokerNotice): string {
  switch (notice.type) {
    case "cut-off":
      return words.brokerCutOff(notice.path, notice.bytes);
    case "disk-fails":
      return words.brokerDiskFails[notice.why](notice.directory, notice.reason);
    case "disk-works":
      return words.brokerDiskWorks(notice.directory);
  }
}

/** One that is a lab's own: on any free port, and once it is closed what it kept is gone. */
export async function startOwn(
  options: Omit<EmbeddedOptions, "port" | "dataDir">,
): Promise<EmbeddedBroker> {
  const dataDir = await mkdtemp(join(tmpdir(), "dispatch-lab-own-"));
  const forget = () => rm(dataDir, { recursive: true, force: true });
  try {
    const broker = await startEmbedded({ ...options, port: 0, dataDir });
    return {
      url: broker.url,
      dataDir,
      events: broker.events,
      restart: (how) => broker.restart(how),
      close: async () => {
        await broker.close();
        await forget();
      },
    };
  } catch (error) {
    await forget();
    throw error;
  }
}
