import type { CodeMessages } from "#shared/messages/code.ts";
import type { SettingName, Strategy } from "#shared/scenario/strategy.ts";

/** What a setting is, in a word. */
export function settingValue(
  { guide: { values } }: CodeMessages,
  setting: SettingName,
  strategy: Strategy,
): string {
  const value = strategy[setting];
  if (typeof value === "number") return String(value);
  return typeof value === "boolean" ? values[value ? "on" : "off"] : values[value];
}

/** What that value means for the tasks, in a sentence. */
export function settingMeaning(
  { guide: { why } }: CodeMessages,
  setting: SettingName,
  strategy: Strategy,
): string {
  return why[MEANINGS[setting](strategy)];
}

const MEANINGS: Readonly<
  Record<SettingName, (strategy: Strategy) => keyof CodeMessages["guide"]["why"]>
> = {
  prefetch: ({ ack, prefetch }) =>
    ack === "auto" ? "noEffect" : prefetch === "unlimited" ? "noPrefetch" : "prefetch",
  ack: ({ ack }) => ack,
  durable: ({ durable }) => (durable ? "durable" : "notDurable"),
  persistent: ({ durable, persistent, queueType }) => {
    if (queueType === "quorum") return "persistentAnyway";
    return !persistent ? "notPersistent" : durable ? "persistent" : "persistentInVain";
  },
  confirms: ({ confirms }) => (confirms ? "confirms" : "noConfirms"),
  queueType: ({ queueType }) => queueType,
  deliveryLimit: ({ queueType, deliveryLimit }) => {
    if (queueType === "classic") return "noLimitInClassic";
    return deliveryLimit === "default" ? "defaultLimit" : "limit";
  },
  deadLetters: ({ ack, deadLetters }) => {
    if (deadLetters === "off") return "noDeadLetters";
    if (ack === "auto") return "deadLettersInVain";
    return deadLetters === "kept" ? "deadLettersKept" : "deadLettersRetried";
  },
};
