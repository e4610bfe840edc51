import type { MethodName } from "#broker/wire/methods.ts";
import type { Rng } from "#shared/kernel/random.ts";
import { pick } from "#tests/support/differential/pick.ts";
import type { Stage } from "./stages.ts";

const OF_CONNECTION: Readonly<Record<string, Stage>> = {
  "connection.start-ok": "before start-ok",
  "connection.tune-ok": "before tune-ok",
  "connection.open": "before connection.open",
  "connection.close-ok": "closed connection",
  "channel.open": "no channel",
  "channel.close-ok": "closed channel",
};
const OF_CHANNEL: readonly Stage[] = [
  "channel",
  "channel",
  "busy channel",
  "busy channel",
  "confirming channel",
  "transaction",
];

const isOfConnection = (name: MethodName): boolean => name.startsWith("connection.");

export const channelOf = (name: MethodName, channel: number): number =>
  isOfConnection(name) ? 0 : channel;

/** A stage in which a client may send it. */
export function stageFor(rng: Rng, name: MethodName): Stage {
  return OF_CONNECTION[name] ?? (isOfConnection(name) ? "no channel" : pick(rng, OF_CHANNEL));
}
