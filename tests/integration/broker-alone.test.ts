import { connect } from "amqplib";
import { once } from "node:events";
import { appendFile, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startBroker } from "#broker";
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

describe("--data", () => {
  async function refused(path: (folder: string) => string) {
    const folder = await mkdtemp(join(tmpdir(), "dispatch-lab-data-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await writeFile(join(folder, "file"), "a file");
    const directory = path(folder);
    const program = broker("--data", directory);
    expect(await program.exit).toBe(1);
    expect(program.lines).toEqual([]);
    return program.stderr().replaceAll(directory, "DIR");
  }

  const REMEDY = "Set --data to another directory, or leave it out to keep nothing.\n";

  it.each([
    ["a file", (folder: string) => join(folder, "file"), "it is a file (EEXIST: "],
    [
      "below a file",
      (folder: string) => join(folder, "file", "data"),
      "a part of its path is a file (ENOTDIR: ",
    ],
    [
      "of too long a name",
      (folder: string) => join(folder, "x".repeat(300)),
      "a name in its path is too long (ENAMETOOLONG: ",
    ],
  ])("says why it can't be %s, and what to do", async (_, path, why) => {
    const said = await refused(path);
    expect(said).toContain(`The broker can't start: The data directory DIR can't be used: ${why}`);
    expect(said.endsWith(REMEDY)).toBe(true);
    expect(said.split("\n")).toHaveLength(3);
  });

  it.runIf(process.platform === "linux")("ends, too, where no directory can be made", async () => {
    expect(await refused(() => "/proc/nowhere/data")).toContain("it can't be made there (ENOENT: ");
  });

  it("says at the start what a write that broke off had left there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dispatch-lab-data-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    await (await startBroker({ dataDir: folder })).close();
    const [name = ""] = await readdir(folder);
    await appendFile(join(folder, name), Buffer.alloc(9));
    const program = broker("--data", folder);
    await eventually(() => {
      expect(program.lines).toHaveLength(2);
    });
    expect(program.stderr()).toBe(
      `9 bytes at the end of ${join(folder, name)} were cut off: a write that broke off, as in a crash. None of it had been confirmed.\n`,
    );
    await program.end("SIGTERM");
  });
});

it("names what it can't use", async () => {
  const program = broker("--port", "many");
  expect(await program.exit).toBe(2);
  expect(program.stderr()).toContain("--port many");
});
