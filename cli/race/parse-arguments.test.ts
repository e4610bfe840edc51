import { DEFAULT_RELEASE } from "#broker/core/release.ts";
import { describe, expect, it } from "vitest";
import { fail, ok } from "#shared/kernel/result.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { serviceMsOf } from "#shared/scenario/workload.ts";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { presets } from "#shared/scenario/presets.ts";
import { parseArguments, type RaceRequest } from "./parse-arguments.ts";
import { parseStrategy } from "./parse-strategy.ts";
import { wordProblem } from "./word-problem.ts";

const FILES: Readonly<Record<string, string>> = {
  "-": "one.\ntwo..",
  "tasks.csv": "Hello,1.25,3\n",
  "bad.csv": "text,seconds\na,x",
  "empty.txt": "\n",
};
const readText = (file: string) => (FILES[file] === undefined ? fail("ENOENT") : ok(FILES[file]));
const words = { cli: terminalMessagesIn("en").cli, messages: messagesIn("en") };

function parsed(...argv: string[]): RaceRequest {
  const result = parseArguments(argv, readText);
  if (!result.ok || result.value === "help") throw new Error(JSON.stringify(result));
  return result.value;
}

function complaint(...argv: string[]): string {
  const result = parseArguments(argv, readText);
  return result.ok ? "none" : wordProblem(words, result.error);
}

const sizesOf = (...argv: string[]) => parsed(...argv).scenario.workload.map(serviceMsOf);

describe("parseArguments", () => {
  it("without any, runs the default race at its own pace", () => {
    expect(parsed()).toEqual({
      scenario: presets["odd-heavy"],
      options: {
        ...{ speed: 1, arm: [], fault: [], expect: [], json: false, help: false },
        release: DEFAULT_RELEASE.name,
      },
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
      parsed(
        "--json",
        "--log",
        "run.ndjson",
        "--seed",
        "7",
        "--amqp-url",
        "amqp://h",
        "--for",
        "30",
      ),
    ).toMatchObject({
      options: { json: true, log: "run.ndjson", "amqp-url": "amqp://h", for: 30 },
      scenario: { seed: 7 },
    });
    expect(parseArguments(["--help"], readText)).toEqual({ ok: true, value: "help" });
  });

  it.each(["4 2 0.5", "4;2;.5", "4，2，0.5", "4\n2\n0.5\n", "4,2,0.500,", " 4, 2, 0.5 "])(
    "takes sizes however they are parted: %j",
    (list) => {
      expect(sizesOf("--tasks", list)).toEqual([4000, 2000, 500]);
    },
  );

  it("takes as many sizes as a terminal takes, 0 among them", () => {
    const list = Array.from({ length: 100_000 }, (_, i) => i % 3).join();
    expect(sizesOf("--tasks", list)).toHaveLength(100_000);
  });

  it("reads tasks from a file, its kind told by its name or its text, and from a pipe", () => {
    expect(parsed("--file", "-").scenario.workload.map(({ text }) => text)).toEqual([
      "one.",
      "two..",
    ]);
    expect(parsed("--file", "tasks.csv").scenario.workload).toEqual([
      { text: "Hello", publishAtMs: 3000, serviceMs: 1250 },
    ]);
  });

  it("draws tasks as the page does, the same for the same seed", () => {
    const drawn = ["--count", "9", "--sizes", "uniform 0.5 2", "--arrivals", "poisson 2"];
    expect(parsed(...drawn, "--seed", "7")).toEqual(parsed(...drawn, "--seed", "7"));
    expect(sizesOf(...drawn)).toHaveLength(9);
    expect(sizesOf("--sizes", "constant 0.25")).toEqual(Array.from({ length: 12 }, () => 250));
    expect(new Set(sizesOf("--count", "90", "--sizes", "heavy-and-light:4,1,30%"))).toEqual(
      new Set([4000, 1000]),
    );
    expect(
      parsed("--count", "3", "--arrivals", "every 1.5").scenario.workload[2]?.publishAtMs,
    ).toBe(3000);
  });

  it("lets workers work on several tasks at a time", () => {
    const [arm] = parsed("--workers", "2x4").scenario.arms;
    expect(arm!.workers.map(({ concurrency }) => concurrency)).toEqual([4, 4]);
    const [plain] = parsed("--workers", "2x1").scenario.arms;
    expect(plain!.workers).toEqual(parsed("--workers", "2").scenario.arms[0]!.workers);
  });

  it.each([
    [["--workers", "2x65"], "--workers 2x65: not accepted. Accepted: a whole number from 1 to 256"],
    [["--workers", "x2"], "--workers x2: not accepted"],
    [["--speed", "0"], "--speed 0: not accepted. Accepted: a number from 0.1 to 100"],
    [["--speed"], "--speed : not accepted"],
    [
      ["--workers", "100000"],
      "--workers 100000: not accepted. Accepted: a whole number from 1 to ",
    ],
    [["--tasks", "4,x,y"], "--tasks x: not accepted. Accepted: seconds from 0 to 3600"],
    [["--tasks", "3601"], "--tasks 3601: not accepted"],
    [["--tasks", ","], "--tasks ,: not accepted"],
    [["--tasks", "1 ".repeat(100_001)], "--tasks (100001): not accepted. Accepted: seconds from 0"],
    [["--tasks", "x".repeat(4000)], `--tasks ${"x".repeat(60)}…: not accepted`],
    [["--file", "gone.txt"], "--file gone.txt: cannot be read: ENOENT"],
    [["--file", "bad.csv"], "--file bad.csv: Line 2: seconds has to be a number from 0 to 3600"],
    [["--file", "empty.txt"], "--file empty.txt: there are no tasks in it"],
    [
      ["--count", "100001"],
      "--count 100001: not accepted. Accepted: a whole number from 1 to 100000",
    ],
    [["--sizes", "zipf 2"], "--sizes zipf 2: not accepted"],
    [["--sizes", "constant 61"], "--sizes: a number is out of range. Accepted: 0 to 60."],
    [
      ["--sizes", "heavy-and-light 4 1 130"],
      "--sizes: a number is out of range. Accepted: 0 to 100.",
    ],
    [["--sizes", "uniform 5 1"], "Swap them"],
    [["--arrivals", "poisson 0"], "--arrivals: a number is out of range"],
    [["--arrivals", "every 3600"], "The last task would come after 60 minutes"],
    [["--preset", "nope"], "one of odd-heavy, tutorial"],
    [
      ["--arm", "prefetch=0"],
      "--arm prefetch=0: not accepted. Accepted: prefetch=unlimited|1…65535",
    ],
    [["--arm", "prefetch=1,prefetch=2"], "--arm prefetch=1,prefetch=2: not accepted"],
    [["--fault", "kill w9 3"], "--fault kill w9 3: there is no w9. Workers: w1, w2."],
    [["--fault", "kill w1"], "--fault kill w1: not accepted"],
    [["--for", "x"], "--for x: not accepted. Accepted: a number from 0 to 3600"],
    [["--expect", "B finish"], "--expect B finish: not accepted"],
    [["--seed", "-1"], "--seed -1: not accepted"],
    [["--seed", "1.5"], "--seed 1.5: not accepted"],
    [["--amqp-url", "http://a:secret@h"], "--amqp-url http://a:***@h: not accepted"],
    [["--sped", "2"], "--sped: no such option"],
    [["extra"], "extra: no such option"],
    [["--json=yes"], "--json yes: not accepted"],
    [["--speed", "1", "--speed", "2"], "--speed is given twice"],
    [["--preset", "equal", "--tasks", "1"], "--preset and --tasks exclude each other"],
    [["--count", "3", "--file", "-"], "--file and --count exclude each other"],
    [Array.from({ length: 5 }, () => ["--arm", "ack=auto"]).flat(), "at most 4"],
  ])("says of %.60j what is wrong", (argv, said) => {
    expect(complaint(...argv)).toContain(said);
    expect(complaint(...argv).length).toBeLessThan(400);
  });

  it("lets a fault name a worker that joins", () => {
    const { faults, arms } = parsed("--fault", "kill w3 5", "--fault", "join w3 4").scenario;
    expect(faults).toHaveLength(1);
    expect(arms[0]!.workers.map(({ worker }) => worker)).toContain("w3");
  });
});

describe("parseStrategy", () => {
  it("fills in what is left out", () => {
    expect(parseStrategy("prefetch=10")).toEqual({ ...EAGER, prefetch: 10 });
    expect(
      parseStrategy(
        "durable=false,persistent=false,ack=auto,confirms=off,queue-type=quorum,delivery-limit=3,dead-letters=kept",
      ),
    ).toEqual({
      prefetch: "unlimited",
      ack: "auto",
      durable: false,
      persistent: false,
      confirms: false,
      queueType: "quorum",
      deliveryLimit: 3,
      deadLetters: "kept",
    });
  });

  it.each([
    "",
    "ack=manual,ack=manual",
    "delivery-limit=0",
    "dead-letters=maybe",
    "delivery-limit=101",
    "prefetch",
    "queue-type=stream",
    "queueType=quorum",
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
