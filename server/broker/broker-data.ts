import { isAbsolute, join } from "node:path";

/** BROKER_DATA for a broker that keeps nothing. */
const NO_DATA = "none";

/** Of the machine: what decides where a user's data goes. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Where the embedded broker keeps what is durable.
 * @param setting BROKER_DATA; `null` for where this platform's users expect it.
 * @returns undefined to keep nothing.
 */
export function brokerDataDir(setting: string | null, machine: Machine): string | undefined {
  if (setting === NO_DATA) return undefined;
  return setting ?? join(stateHome(machine), "dispatch-lab", "broker");
}

function stateHome({ platform, home, env }: Machine): string {
  if (platform === "win32") return env["LOCALAPPDATA"] ?? join(home, "AppData", "Local");
  if (platform === "darwin") return join(home, "Library", "Application Support");
  // The XDG specification: a relative one is to be ignored.
  const xdg = env["XDG_STATE_HOME"];
  return xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, ".local", "state");
}
