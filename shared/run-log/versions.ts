import { releaseOf } from "./broker-release.ts";

/** The format this code writes. A saved log names its own in `run-opened`. */
export const FORMAT_VERSION = 2;

/** A line of a saved log, not yet proved to be anything. */
export type RawEvent = Readonly<Record<string, unknown>>;

/**
 * `UPCASTERS[n]` turns one event of format n into format n + 1. When the format
 * changes: raise `FORMAT_VERSION` and say here what became of the older one.
 */
const UPCASTERS: Readonly<Record<number, (event: RawEvent) => RawEvent>> = {
  1: namingRelease,
};

/** Format 2 says which release's rules the broker keeps. The rest of what it added may be left out. */
function namingRelease(event: RawEvent): RawEvent {
  if (event["type"] !== "run-opened") return event;
  const { kind, product, version } = event["broker"] as Readonly<Record<string, unknown>>;
  return {
    ...event,
    formatVersion: 2,
    release: releaseOf({ kind: String(kind), product: String(product), version: String(version) }),
  };
}

/** Brings one event up to the present format. @throws when a step is missing from the table. */
export function upcast(
  event: RawEvent,
  from: number,
  { to = FORMAT_VERSION, steps = UPCASTERS } = {},
): RawEvent {
  let current = event;
  for (let version = from; version < to; version++) {
    const step = steps[version];
    if (!step) throw new Error(`No way from log format ${version} to ${version + 1}`);
    current = step(current);
  }
  return current;
}
