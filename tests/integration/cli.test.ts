import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { helpText } from "../../cli/race/help-text.ts";
import { eventually } from "#tests/support/eventually.ts";
import { fileNamed } from "#tests/support/programs/file-named.ts";
import { race, RaceReport, startCli } from "#tests/support/programs/race-cli.ts";

/** A program takes seconds to start on a machine that has little time for it. */
const PATIENCE = { withinMs: 40_000 };

it("lists its commands, asked or not", async () => {
  for (const args of [[], ["--help"]]) {
    const program = startCli(...args);
    expect(await program.exit).toBe(0);
    expect(program.lines.join("\n")).toContain("npm run broker -- [options]");
  }
});

it("refuses a command it doesn't have, without repeating all of a long one", async () => {
  const program = startCli("x".repeat(4000));
  expect(await program.exit).toBe(2);
  expect(program.stderr()).toMatch(/^x{40}: no such command\. --help lists them all\.\n$/);
});

const EXAMPLES = helpText(terminalMessagesIn("en").cli, "race")
  .split("Examples\n")[1]!
  .split("\n")
  .map((line) => line.replace("npm run race -- ", "").trim());

it.each(EXAMPLES)(
  "an example of the help works and ends: %s",
  async (example) => {
    const args = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, bare]) => quoted ?? bare!,
    );
    const faster = args.includes("--speed") ? [] : ["--speed", "50"];
    const program = startCli("race", ...args, ...faster);
    expect(await program.exit, program.stderr()).toBe(example.includes("hang") ? 3 : 0);
    expect(program.lines.join("\n")).toMatch(/Finish|finishMs/);
  },
  60_000,
);

it("ends a run that can't end, in the page's words", async () => {
  const program = startCli("race", "--fault", "hang w1 1", "--speed", "10", "--arm", "ack=manual");
  expect(await program.exit).toBe(3);
  expect(program.lines.join("\n")).toContain(
    "A: w1 hangs and 6 tasks wait: the run can't end. Kill it, or let it go on.",
  );
  expect(program.stderr()).toContain("The run can't end: it was stopped.");
});

it("says why nobody can end it when a pause or an empty crew is the reason", async () => {
  const program = startCli("race", "--tasks", "1,1", "--workers", "1", "--fault", "kill w1 0.5");
  expect(await program.exit).toBe(3);
  expect(program.lines.join("\n")).toContain(
    "A: 2 tasks wait and nobody is there to take them: the run can't end. Add a worker.",
  );
});

it.each(["race", "simulate"])(
  "%s ends what comes back without end, and says what would",
  async (command) => {
    const file = fileNamed("tasks.txt");
    writeFileSync(file, "first.\npoison\nlast.\n");
    const program = startCli(command, "--file", file, "--arm", "prefetch=1", "--speed", "100");
    expect(await program.exit).toBe(3);
    expect(program.lines.join("\n")).toContain(
      "A: 1 task nobody can do comes back without end: the run can't end. A quorum queue with a delivery limit would drop it.",
    );
  },
);

it.each(["race", "simulate"])("%s says where no log can be written", async (command) => {
  const program = startCli(command, "--tasks", "1", "--log", "/");
  expect(await program.exit).toBe(2);
  expect(program.stderr()).toMatch(/^--log \/: cannot be written: EISDIR.*\n$/);
});

it("ends after the lab time it is given, and tells what did not come to pass", async () => {
  const args = ["--for", "2", "--speed", "10", "--fault", "kill w1 1", "--fault", "stop w2 5"];
  const { outcome, arms, missedFaults } = await race(...args, "--arm", "ack=auto,prefetch=1");
  expect(outcome).toBe("time-up");
  expect(arms[0]!.budget.totalMs).toBeLessThanOrEqual(4000);
  expect(missedFaults.map(({ atMs }) => atMs)).toEqual([5000]);
});

it("says by its code and a line that an expectation failed", async () => {
  const program = startCli("race", "--tasks", "2,1", "--speed", "10", "--expect", "A finish < 1");
  expect(await program.exit).toBe(1);
  expect(program.stderr()).toMatch(/Expected A finish < 1: it was 2/);
});

it("says by its code that there is no broker", async () => {
  const program = startCli("race", "--amqp-url", "amqp://127.0.0.1:1");
  expect(await program.exit).toBe(3);
  expect(program.stderr()).toContain("No broker at amqp://127.0.0.1:1");
});

it("runs sizes of any length from a file", async () => {
  const file = fileNamed("tasks.csv");
  writeFileSync(file, "text;seconds;at\nHello World!;;\nlong;0,25;0,5\n");
  const { arms } = await race("--file", file, "--arm", "prefetch=1", "--workers", "1");
  expect(arms[0]!.ledger.done).toBe(2);
  expect(arms[0]!.busyMs).toBeCloseTo(250, -1);
});

it("has the log on disk as it happens: kill -9 leaves whole lines", async () => {
  const log = fileNamed("run.ndjson");
  const program = startCli("race", "--log", log);
  const lines = () => readFileSync(log, "utf8").split("\n");
  await eventually(() => {
    expect(lines().join()).toContain('"started"');
  }, PATIENCE);
  await program.end("SIGKILL");
  const last = lines().pop();
  expect(last).toBe("");
  const events = lines()
    .slice(0, -1)
    .map((line) => JSON.parse(line) as { readonly seq: number });
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
}, 60_000);

describe("simulate", () => {
  const DEMO = ["--tasks", "4,2,5,1,7,2,6,1,6,2", "--workers", "2"];
  const ARMS = ["1", "2", "3", "unlimited"].flatMap((one) => ["--arm", `prefetch=${one}`]);

  async function finishes(...more: readonly string[]): Promise<readonly (number | null)[]> {
    const program = startCli("simulate", ...DEMO, ...ARMS, ...more, "--json");
    expect(await program.exit).toBe(0);
    const { arms } = RaceReport.pick({ arms: true }).parse(JSON.parse(program.lines.join("\n")));
    return arms.map((arm) => arm.finishMs);
  }

  it("prints what the race would print", async () => {
    expect(await finishes()).toEqual([19_000, 20_000, 22_000, 28_000]);
  });

  it("takes what the ways to the broker and back cost", async () => {
    expect(await finishes("--delivery-delay", "130", "--ack-delay=220")).toEqual([
      20_530, 20_130, 22_130, 28_130,
    ]);
  });

  it("says what the race would say, and fails as it would: notes, an expectation, an end that never comes", async () => {
    const auto = ["--arm", "ack=auto,prefetch=1"];
    const failed = startCli("simulate", ...DEMO, ...auto, "--expect", "A finish < 1");
    expect(await failed.exit).toBe(1);
    expect(failed.lines.join("\n")).toMatch(/\nA: .*prefetch/);
    expect(failed.stderr()).toContain("Expected A finish < 1: it was 28.");
    const still = startCli("simulate", ...DEMO, ...auto, "--fault", "hang w1 1", "--json");
    expect(await still.exit).toBe(3);
    expect(JSON.parse(still.lines.join("\n"))).toMatchObject({ outcome: "standing-still" });
  });

  it("ends after the lab time it is given", async () => {
    const program = startCli("simulate", ...DEMO, "--arm", "prefetch=1", "--for", "6", "--json");
    expect(await program.exit).toBe(0);
    const { outcome, arms } = RaceReport.parse(JSON.parse(program.lines.join("\n")));
    expect(outcome).toBe("time-up");
    expect(arms[0]!.budget.totalMs).toBe(12_000);
  });

  it("refuses a delay that is none", async () => {
    const program = startCli("simulate", "--ack-delay", "soon");
    expect(await program.exit).toBe(2);
    expect(program.stderr()).toBe(
      "--ack-delay soon: not accepted. Accepted: milliseconds from 0 to 60000\n",
    );
  });
});
