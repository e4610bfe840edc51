import { join } from "node:path";
import { expect, it } from "vitest";
import { startProgram } from "#tests/support/program.ts";

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
