import { describe, expect, it } from "vitest";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { EAGER, presets, WAIT_FOR_ACK } from "#shared/scenario/presets.ts";
import { parseArguments, type RaceRequest } from "./parse-arguments.ts";
import { parseStrategy } from "./parse-strategy.ts";
import { wordProblem } from "./word-problem.ts";

function parsed(...argv: string[]): RaceRequest {
  const result = parseArguments(argv);
  if (!result.ok || result.value === "help") throw new Error(JSON.stringify(result));
  return result.value;
}

function complaint(...argv: string[]): string {
  const result = parseArguments(argv);
  return result.ok ? "none" : wordProblem(terminalMessagesIn("en").cli, result.error);
}

describe("parseArguments", () => {
  it("without any, runs the default race at its own pace", () => {
    expect(parsed()).toEqual({
      scenario: presets["odd-heavy"],
      speed: 1,
      amqpUrl: null,
      logFile: null,
      json: false,
    });
  });

  it("makes tasks of dots, two workers and the two strategies", () => {
    const { scenario } = parsed("--tasks", "4,1", "--speed", "2.5");
    expect(scenario.workload.map(({ text }) => text)).toEqual(["task....", "task."]);
    expect(scenario.arms.map(({ strategy }) => strategy)).toEqual([EAGER, WAIT_FOR_ACK]);
    expect(scenario.arms[0]!.workers.map(({ worker }) => worker)).toEqual(["w1", "w2"]);
    expect(scenario.preset).toBeNull();
  });

  it("gives every arm the same workers, and letters in order", () => {
    const { scenario } = parsed("--arm", "prefetch=3", "--arm=ack=auto", "--workers", "3");
    expect(scenario.arms.map(({ arm, workers }) => [arm, workers.length])).toEqual([
      ["A", 3],
      ["B", 3],
    ]);
    expect(scenario.arms[1]!.strategy).toEqual({ ...EAGER, ack: "auto" });
  });

  it("keeps a preset's own arms and faults unless told otherwise", () => {
    expect(parsed("--preset", "kill-a-worker").scenario).toEqual(presets["kill-a-worker"]);
    const { scenario } = parsed("--preset", "kill-a-worker", "--workers", "4");
    expect(scenario.arms.map(({ strategy }) => strategy.ack)).toEqual(["auto", "manual", "manual"]);
    expect(scenario.arms.every(({ workers }) => workers.length === 4)).toBe(true);
    expect(scenario.faults).toHaveLength(1);
  });

  it("reads the rest", () => {
    expect(
      parsed("--json", "--log", "run.ndjson", "--seed", "7", "--amqp-url", "amqp://h"),
    ).toMatchObject({
      json: true,
      logFile: "run.ndjson",
      amqpUrl: "amqp://h",
      scenario: { seed: 7 },
    });
    expect(parseArguments(["--help"])).toEqual({ ok: true, value: "help" });
  });

  it.each([
    [["--speed", "0"], "--speed 0: not accepted. Accepted: a number from 0.1 to 100"],
    [["--speed"], "--speed : not accepted"],
    [["--workers", "65"], "--workers 65: not accepted. Accepted: a whole number from 1 to 64"],
    [["--tasks", "4,x"], "--tasks 4,x: not accepted"],
    [["--tasks", "61"], "from 1 to 60"],
    [["--preset", "nope"], "one of odd-heavy, tutorial"],
    [["--arm", "prefetch=0"], "--arm prefetch=0: not accepted. Accepted: prefetch=1…65535"],
    [["--seed", "-1"], "--seed -1: not accepted"],
    [["--amqp-url", "http://a:secret@h"], "--amqp-url http://a:***@h: not accepted"],
    [["--sped", "2"], "--sped: no such option"],
    [["extra"], "extra: no such option"],
    [["--json=yes"], "--json yes: not accepted"],
    [["--preset", "equal", "--tasks", "1"], "--preset and --tasks exclude each other"],
    [Array.from({ length: 5 }, () => ["--arm", "ack=auto"]).flat(), "at most 4"],
  ])("says of %j what is wrong", (argv, words) => {
    expect(complaint(...argv)).toContain(words);
  });
});

describe("parseStrategy", () => {
  it("fills in what is left out", () => {
    expect(parseStrategy("prefetch=10")).toEqual({ ...EAGER, prefetch: 10 });
    expect(parseStrategy("durable=false,persistent=false,ack=auto,confirms=off")).toEqual({
      prefetch: "unlimited",
      ack: "auto",
      durable: false,
      persistent: false,
      confirms: false,
    });
  });

  it.each([
    "",
    "prefetch",
    "prefetch=65536",
    "prefetch=1=2",
    "ack=yes",
    "durable=1",
    "confirms=true",
    "speed=1",
  ])("refuses %j", (text) => {
    expect(parseStrategy(text)).toBeNull();
  });
});
