import { parseArgs } from "node:util";
import {
  DEFAULT_RELEASE,
  RELEASE_NAMES,
  releaseNamed,
  type ReleaseName,
} from "#broker/core/release.ts";
import { isLoopbackHost } from "#broker/net/loopback.ts";
import { isDirectoryName, type BrokerSettings } from "#broker/settings.ts";

export const HELP = `An AMQP 0-9-1 broker that behaves as RabbitMQ does.

  npm run broker -- [options]

  --port NUMBER         the port to listen on, 0 to 65535; 0, the default, takes any free one
  --host ADDRESS        the address to listen on; 127.0.0.1 by default. One that others can reach needs --user
  --release NUMBER      the RabbitMQ it behaves as: ${RELEASE_NAMES.join(", ")}; ${DEFAULT_RELEASE.name} by default
  --data DIR            where durable queues and persistent messages live; without it, or with none, nothing survives
  --user NAME:PASSWORD  who may log in; may be given again. Without it: guest, password guest, from this machine
  --help                prints this`;

/** Options that can't be used; the message says which and why. */
export class BadArguments extends Error {}

/**
 * Reads the command line of `npm run broker`.
 * @param args without node and the program.
 * @throws {@link BadArguments}
 */
export function parseArguments(args: readonly string[]): BrokerSettings | "help" {
  const { port, host, release, data, user, help } = valuesOf(args);
  if (help === true) return "help";
  const users = new Map(user?.map(parseUser));
  if (host !== undefined && users.size === 0 && !isLoopbackHost(host)) {
    throw new BadArguments(
      `--host ${host} lets others in: say who may log in with --user NAME:PASSWORD`,
    );
  }
  if (data !== undefined && !isDirectoryName(data)) {
    throw new BadArguments(
      `--data ${JSON.stringify(data)}: the name of a directory is needed, or none to keep nothing`,
    );
  }
  return {
    port: parsePort(port ?? "0"),
    ...(host !== undefined && { host }),
    ...(release !== undefined && { release: parseRelease(release) }),
    ...(data !== undefined && data !== "none" && { dataDir: data }),
    ...(users.size > 0 && { users }),
  };
}

function valuesOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: "string" },
        host: { type: "string" },
        release: { type: "string" },
        data: { type: "string" },
        user: { type: "string", multiple: true },
        help: { type: "boolean", short: "h" },
      },
    }).values;
  } catch (error) {
    throw new BadArguments(error instanceof Error ? error.message : String(error));
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new BadArguments(`--port ${text}: a whole number from 0 to 65535 is needed`);
  }
  return port;
}

function parseRelease(text: string): ReleaseName {
  const release = releaseNamed(text);
  if (release !== undefined) return release.name;
  throw new BadArguments(`--release ${text}: one of ${RELEASE_NAMES.join(", ")} is needed`);
}

function parseUser(text: string): readonly [string, string] {
  const colon = text.indexOf(":");
  if (colon < 1 || colon === text.length - 1) {
    throw new BadArguments("--user needs a name, a colon and a password: --user ann:secret");
  }
  return [text.slice(0, colon), text.slice(colon + 1)];
}
