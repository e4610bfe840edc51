import { connect } from "amqplib";
import { once } from "node:events";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually } from "#tests/support/eventually.ts";
import { startProgram } from "#tests/support/programs/program.ts";

const MAIN = join(import.meta.dirname, "../../cli/main.ts");

/** `npm run broker -- <args>`. */
function broker(...args: readonly string[]) {
  return startProgram(process.execPath, ["--import", "tsx", MAIN, "broker", ...args]);
}

it.each(["SIGINT", "SIGTERM"] as const)(
  "serves at the address it prints until %s, which it tells its clients",
  async (signal) => {
    const program = broker();
    await eventually(() => {
      expect(program.lines).toHaveLength(2);
    });
    expect(program.lines[1]).toMatch(/^Nothing survives its end/);
    const url = /amqp:\S+/.exec(program.lines[0] ?? "")?.[0] ?? "";
    const client = await connect(url);
    const told = once(client, "close");
    await program.end(signal);
    expect(String(await told)).toContain("CONNECTION_FORCED");
    expect(await program.exit).toBe(0);
    expect(program.stderr()).toBe("");
  },
);

it("explains its options", async () => {
  const program = broker("--help");
  expect(await program.exit).toBe(0);
  expect(program.lines.join("\n")).toContain("--user NAME:PASSWORD");
});

it("names what it can't use", async () => {
  const program = broker("--port", "many");
  expect(await program.exit).toBe(2);
  expect(program.stderr()).toContain("--port many");
});
