import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startProgram } from "#tests/support/programs/program.ts";
import { RaceReport } from "#tests/support/programs/race-cli.ts";

const MAIN = join(import.meta.dirname, "../../cli/main.ts");

function cli(...args: readonly string[]) {
  return startProgram(process.execPath, ["--import", "tsx", MAIN, ...args], { LC_ALL: "C" });
}

it("lists its commands, asked or not", async () => {
  for (const args of [[], ["--help"]]) {
    const program = cli(...args);
    expect(await program.exit).toBe(0);
    expect(program.lines.join("\n")).toContain("npm run broker -- [options]");
  }
});

it("refuses a command it doesn't have, without repeating all of a long one", async () => {
  const program = cli("x".repeat(4000));
  expect(await program.exit).toBe(2);
  expect(program.stderr()).toMatch(/^x{40}: no such command\. --help lists them all\.\n$/);
});

describe("simulate", () => {
  const DEMO = ["--tasks", "4,2,5,1,7,2,6,1,6,2", "--workers", "2"];
  const ARMS = ["1", "2", "3", "unlimited"].flatMap((one) => ["--arm", `prefetch=${one}`]);

  async function finishes(...more: readonly string[]): Promise<readonly (number | null)[]> {
    const program = cli("simulate", ...DEMO, ...ARMS, ...more, "--json");
    expect(await program.exit).toBe(0);
    return RaceReport.parse(JSON.parse(program.lines.join("\n"))).arms.map((arm) => arm.finishMs);
  }

  it("prints what the race would print", async () => {
    expect(await finishes()).toEqual([19_000, 20_000, 22_000, 28_000]);
  });

  it("takes what the ways to the broker and back cost", async () => {
    expect(await finishes("--delivery-delay", "130", "--ack-delay=220")).toEqual([
      20_530, 20_130, 22_130, 28_130,
    ]);
  });

  it("refuses a delay that is none", async () => {
    const program = cli("simulate", "--ack-delay", "soon");
    expect(await program.exit).toBe(2);
    expect(program.stderr()).toBe(
      "--ack-delay soon: not accepted. Accepted: milliseconds from 0 to 60000\n",
    );
  });
});
