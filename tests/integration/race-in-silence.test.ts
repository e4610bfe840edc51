import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { fileNamed } from "#tests/support/programs/file-named.ts";
import { RaceReport, startCli } from "#tests/support/programs/race-cli.ts";
import { silence } from "#tests/support/silence/silence.ts";

/** Six seconds of the wall's. */
const RACE = ["race", "--tasks", "8,8,8,8,8,8,2,2", "--workers", "2", "--speed", "4"];
/** Processes of embedded brokers. */
function brokersOf(pid: number): readonly number[] {
  const children = `/proc/${pid}/task/${pid}/children`;
  if (!existsSync(children)) return [];
  const pids = readFileSync(children, "utf8").split(" ").filter(Boolean).map(Number);
  return pids.filter((child) => readFileSync(`/proc/${child}/cmdline`, "utf8").includes("--child"));
}

const STARTED = { withinMs: 40_000 };

it("a terminal's race that is stopped for 9 s, and taken for dead, goes on to its end", async () => {
  const log = fileNamed("race.ndjson");
  const program = startCli(...RACE, "--json", "--log", log);
  await eventually(() => {
    expect(readFileSync(log, "utf8")).toContain('"started"');
  }, STARTED);
  await silence(program.pid, 9000);
  expect(await program.exit, program.stderr()).toBe(0);
  const { arms, outcome } = RaceReport.parse(JSON.parse(program.lines.join("\n")));
  expect(outcome).toBe("finished");
  for (const { ledger } of arms) expect(ledger).toMatchObject({ done: 8, lost: 0 });
}, 60_000);

it.runIf(process.platform === "linux")(
  "one Ctrl-C ends a race whose broker is stopped, and says what it could not count",
  async () => {
    const log = fileNamed("race.ndjson");
    const program = startCli(...RACE, "--log", log);
    await eventually(() => {
      expect(readFileSync(log, "utf8")).toContain('"started"');
    }, STARTED);
    const [broker] = brokersOf(program.pid);
    process.kill(broker!, "SIGSTOP");
    process.kill(program.pid, "SIGINT");
    expect(await program.exit).not.toBeNull();
    expect(program.stderr()).toContain("the broker does not answer");
    expect(brokersOf(program.pid)).toEqual([]);
  },
  60_000,
);
