import { declaredLimitOf, QUEUE_SETTINGS, type QueueSettings } from "./queue-settings.ts";

/** AMQP has two bytes for it. */
export const MAX_PREFETCH = 65_535;

/** A task that went round more often teaches nothing more. */
const MAX_DELIVERY_LIMIT = 100;

/** Most deliveries a consumer may hold unacknowledged, 1…65535, or no limit (AMQP's 0). */
export type Prefetch = number | "unlimited";

export type AckMode = "manual" | "auto";

/** The AMQP settings a learner would type; what one arm of a race differs in. */
export interface Strategy extends QueueSettings {
  readonly prefetch: Prefetch;
  readonly ack: AckMode;
  readonly persistent: boolean;
  /** Whether the publisher has the broker confirm each message, or sends it and forgets it. */
  readonly confirms: boolean;
}

export type SettingName = keyof Strategy;

/** All there is to know of a setting but its words and what it does. */
export interface Setting<Value = Strategy[SettingName]> {
  readonly initial: Value;
  /** What it can be, as a terminal writes it; in the order of the choice. */
  readonly values: Readonly<Record<string, Value>>;
  /** Or a whole number of these; `choices` are a press away. */
  readonly range?: {
    readonly min: number;
    readonly max: number;
    readonly choices: readonly number[];
  };
  /** 1 is in view wherever settings are, 2 where there is room for it, 3 behind a button. */
  readonly rank: 1 | 2 | 3;
  /** Ends the name of a queue that has it, as no other program could declare it. Queue settings have this, and only they. */
  readonly inQueueName?: (settings: QueueSettings) => string;
  /** Whether it does nothing, whatever it is. */
  readonly isInert?: (strategy: Strategy) => boolean;
  /** Older scenarios and logs leave it out: they had `initial`. */
  readonly isNewer?: true;
}

/** In the order of their numbers on the lines of code. */
export const SETTINGS: { readonly [Name in SettingName]: Setting<Strategy[Name]> } = {
  prefetch: {
    initial: "unlimited",
    values: { unlimited: "unlimited" },
    range: { min: 1, max: MAX_PREFETCH, choices: [1, 2, 5, 10] },
    rank: 1,
    // Under auto-ack the broker counts nothing as unacked, so no limit is ever reached.
    isInert: ({ ack }) => ack === "auto",
  },
  ack: { initial: "manual", values: { manual: "manual", auto: "auto" }, rank: 1 },
  durable: {
    initial: true,
    values: { true: true, false: false },
    rank: 2,
    inQueueName: ({ durable }) => (durable ? "" : ".transient"),
  },
  persistent: {
    initial: true,
    values: { true: true, false: false },
    rank: 2,
    // A quorum queue writes down whatever it is given.
    isInert: ({ queueType }) => queueType === "quorum",
  },
  confirms: {
    initial: true,
    values: { on: true, off: false },
    rank: 3,
    isNewer: true,
  },
  queueType: {
    initial: "classic",
    values: { classic: "classic", quorum: "quorum" },
    rank: 3,
    inQueueName: ({ queueType }) => (queueType === "quorum" ? ".quorum" : ""),
    isNewer: true,
  },
  deliveryLimit: {
    initial: "default",
    values: { default: "default" },
    range: { min: 1, max: MAX_DELIVERY_LIMIT, choices: [2, 5] },
    rank: 3,
    inQueueName: (settings) => {
      const limit = declaredLimitOf(settings);
      return limit === undefined ? "" : `.limit-${limit}`;
    },
    // Only quorum queues count what comes back.
    isInert: ({ queueType }) => queueType === "classic",
    isNewer: true,
  },
  deadLetters: {
    initial: "off",
    values: { off: "off", kept: "kept", retry: "retry" },
    rank: 3,
    inQueueName: ({ deadLetters }) => QUEUE_NAMES[deadLetters],
    // What needs no ack can't be rejected.
    isInert: ({ ack }) => ack === "auto",
    isNewer: true,
  },
};

const QUEUE_NAMES = { off: "", kept: ".dead-letters", retry: ".retry" };

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

export function isInert(name: SettingName, strategy: Strategy): boolean {
  return SETTINGS[name].isInert?.(strategy) === true;
}

export function isQueueSetting(name: SettingName): name is keyof QueueSettings {
  return QUEUE_SETTINGS.some((one) => one === name);
}

/** The numbers it can be that have a button of their own. */
export function choicesOf(name: SettingName): readonly number[] {
  return SETTINGS[name].range?.choices ?? [];
}

export function isSwitch(name: SettingName): boolean {
  return typeof SETTINGS[name].initial === "boolean";
}

/** The strategy with the value that follows a setting's own; of two, the other. */
export function withNext(strategy: Strategy, name: SettingName): Strategy {
  const words = Object.values<Strategy[SettingName]>(SETTINGS[name].values);
  const values = [...choicesOf(name), ...words];
  const next = (values.indexOf(strategy[name]) + 1) % values.length;
  return { ...strategy, [name]: values[next] };
}

/** What ends the name of a queue so declared: it can't be declared again otherwise. */
export function queueNameSuffix(settings: QueueSettings): string {
  return QUEUE_SETTINGS.map((name) => SETTINGS[name].inQueueName?.(settings) ?? "").join("");
}
