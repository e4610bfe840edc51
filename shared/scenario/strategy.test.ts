import { describe, expect, it } from "vitest";
import { EAGER } from "./default-scenario.ts";
import { outlivesBroker, QUEUE_SETTINGS, queueSettingsOf } from "./queue-settings.ts";
import {
  choicesOf,
  isSwitch,
  queueNameSuffix,
  SETTING_NAMES,
  SETTINGS,
  withNext,
} from "./strategy.ts";

describe("the table of settings", () => {
  it.each(SETTING_NAMES.filter((name) => name !== "prefetch"))(
    "takes %s round its values",
    (name) => {
      const { values } = SETTINGS[name];
      const round = [...choicesOf(name), ...Object.values<unknown>(values)];
      let strategy = EAGER;
      const seen = round.map(() => (strategy = withNext(strategy, name))[name]);
      expect(new Set(seen)).toEqual(new Set(round));
      expect(strategy).toEqual(EAGER);
    },
  );

  it("knows a switch by what it is", () => {
    expect(SETTING_NAMES.filter((name) => !isSwitch(name))).not.toContain("durable");
    expect(isSwitch("confirms")).toBe(true);
    expect(isSwitch("ack")).toBe(false);
  });

  it("has in a queue's name what a queue has for life, and only that", () => {
    const named = SETTING_NAMES.filter((name) => SETTINGS[name].inQueueName !== undefined);
    expect(named).toEqual(QUEUE_SETTINGS);
  });

  it("says of a change what is the queue's", () => {
    expect(queueSettingsOf({ durable: false, prefetch: 1 })).toEqual({ durable: false });
    expect(queueSettingsOf({ queueType: "quorum" })).toEqual({ queueType: "quorum" });
    expect(queueSettingsOf({ prefetch: 1 })).toEqual({});
  });

  it("names a queue by how it is declared", () => {
    expect(queueNameSuffix(EAGER)).toBe("");
    expect(queueNameSuffix({ ...EAGER, durable: false })).toBe(".transient");
    expect(queueNameSuffix({ ...EAGER, queueType: "quorum" })).toBe(".quorum");
    const limited = { ...EAGER, deliveryLimit: 2 };
    expect(queueNameSuffix({ ...limited, queueType: "quorum" })).toBe(".quorum.limit-2");
    expect(queueNameSuffix(limited)).toBe("");
  });

  it("has a quorum queue's messages outlive the broker, persistent or not", () => {
    const transient = { ...EAGER, persistent: false };
    expect([EAGER, transient].map(outlivesBroker)).toEqual([true, false]);
    expect(outlivesBroker({ ...transient, queueType: "quorum" })).toBe(true);
  });
});
