import { describe, expect, it } from "vitest";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { SETTING_NAMES, SETTINGS } from "#shared/scenario/strategy.ts";
import { WORKER_ACTIONS } from "#shared/scenario/worker-action-name.ts";
import { mostColumns } from "../columns.ts";
import { helpText } from "./help-text.ts";
import { FAULT_USAGE, parseFault } from "./parse-fault.ts";
import { ARRIVALS_USAGE, parseArrivals, parseSizes, SIZES_USAGE } from "./parse-sizes.ts";
import { parseStrategy, SETTINGS_USAGE } from "./parse-strategy.ts";
import { SIMULATE_OPTIONS } from "./race-options.ts";

/** `a|b c` as `a c` and `b c`. */
function eachOf(usage: string): readonly string[] {
  const [choice = "", ...rest] = usage.split(" ");
  return choice.split("|").map((one) => [one, ...rest].join(" "));
}

describe.each(["en", "zh"] as const)("the help, in %s", (language) => {
  const { cli } = terminalMessagesIn(language);
  const help = helpText(cli, "simulate");

  it("has a line for every option", () => {
    for (const name of Object.keys(SIMULATE_OPTIONS.schema.shape)) {
      expect(help.split("\n").filter((line) => line.startsWith(`  --${name} `))).toHaveLength(1);
    }
    expect(helpText(cli, "race")).not.toContain("--ack-delay");
  });

  it("fits a terminal of 100 columns", () => {
    expect(mostColumns(help.split("\n"))).toBeLessThanOrEqual(100);
  });
});

describe("what the help and a refusal show", () => {
  it("is every setting with every value, the initial one first, and each is read", () => {
    const shown = SETTINGS_USAGE.split(",").map((setting) => setting.split("="));
    expect(shown).toHaveLength(SETTING_NAMES.length);
    const initials = shown.map(([name, values]) => `${name}=${values!.split("|")[0]}`).join(",");
    expect(parseStrategy(initials)).toEqual(parseStrategy("prefetch=unlimited"));
    for (const [name, values] of shown) {
      for (const value of values!.split("|").flatMap((one) => one.split("…"))) {
        expect(parseStrategy(`${name}=${value}`), `${name}=${value}`).not.toBeNull();
      }
    }
    const counts = SETTING_NAMES.map((name) => Object.keys(SETTINGS[name].values).length);
    expect(
      shown.map(([, values]) => values!.split("|").filter((one) => !one.includes("…")).length),
    ).toEqual(counts);
  });

  it("is every fault, and each is read", () => {
    const shown = FAULT_USAGE.split(", ").flatMap(eachOf);
    expect(shown).toHaveLength(Object.keys(WORKER_ACTIONS).length + 4);
    for (const fault of shown) expect(parseFault(fault), fault).not.toBeNull();
  });

  it("is every kind of size and arrival, and each is read", () => {
    const quoted = (usage: string) => [...usage.matchAll(/"([^"]+)"/g)].map(([, one]) => one!);
    expect(quoted(SIZES_USAGE).map((one) => parseSizes(one)?.kind)).toEqual([
      "constant",
      "uniform",
      "exponential",
      "heavy-and-light",
    ]);
    expect(quoted(ARRIVALS_USAGE).map((one) => parseArrivals(one)?.kind)).toEqual([
      "at-once",
      "every",
      "poisson",
    ]);
  });
});
