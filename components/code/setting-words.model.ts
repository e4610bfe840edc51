import type { CodeMessages } from "#shared/messages/code.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";

type Setting = keyof Strategy;

/** In the order of their numbers on the lines of code. */
export const SETTINGS = [
  "prefetch",
  "ack",
  "durable",
  "persistent",
  "confirms",
] as const satisfies Setting[];

/** What a setting is, in a word. */
export function settingValue(
  { guide }: CodeMessages,
  setting: Setting,
  strategy: Strategy,
): string {
  const { values } = guide;
  switch (setting) {
    case "prefetch":
      return strategy.prefetch === "unlimited" ? values.unlimited : String(strategy.prefetch);
    case "ack":
      return values[strategy.ack];
    case "durable":
    case "persistent":
    case "confirms":
      return strategy[setting] ? values.on : values.off;
  }
}

/** What that value means for the tasks, in a sentence. */
export function settingMeaning(
  { guide: { why } }: CodeMessages,
  setting: Setting,
  { prefetch, ack, durable, persistent, confirms }: Strategy,
): string {
  switch (setting) {
    case "prefetch":
      if (ack === "auto") return why.noEffect;
      return prefetch === "unlimited" ? why.noPrefetch : why.prefetch;
    case "ack":
      return why[ack];
    case "durable":
      return durable ? why.durable : why.notDurable;
    case "persistent":
      if (!persistent) return why.notPersistent;
      return durable ? why.persistent : why.persistentInVain;
    case "confirms":
      return confirms ? why.confirms : why.noConfirms;
  }
}

/** The strategy with the other value of a setting that has two. */
export function toggled(strategy: Strategy, setting: Exclude<Setting, "prefetch">): Strategy {
  if (setting === "ack") return { ...strategy, ack: strategy.ack === "auto" ? "manual" : "auto" };
  return { ...strategy, [setting]: !strategy[setting] };
}
