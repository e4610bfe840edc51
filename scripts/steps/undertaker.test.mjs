import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { eventually } from "#tests/support/eventually.ts";

/** A program that starts two processes that never end, and is killed. */
const PROGRAM = `
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { hireUndertaker } from "${join(import.meta.dirname, "undertaker.mjs")}";
const [folder] = process.argv.slice(1);
const start = () => spawn("sleep", ["1000"], { detached: true, stdio: "ignore" }).pid;
const [one, other] = [start(), start()];
writeFileSync(folder + "/node.pid", String(other));
hireUndertaker(folder, [one]);
console.log(one, other);
setInterval(() => {}, 1000);
`;

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it("ends what was started, and removes its folder, when who started it is killed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-undertaker-"));
  const args = ["--input-type=module", "-e", PROGRAM, folder];
  const program = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [said] = await once(program.stdout.setEncoding("utf8"), "data");
  const pids = said.trim().split(" ").map(Number);
  expect(pids.map(isAlive)).toEqual([true, true]);
  program.kill("SIGKILL");
  await eventually(() => {
    expect([...pids.map(isAlive), existsSync(folder)]).toEqual([false, false, false]);
  });
  rmSync(folder, { recursive: true, force: true });
});
