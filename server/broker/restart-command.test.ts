import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { restartCommand } from "./restart-command.ts";

const folder = await mkdtemp(join(tmpdir(), "dispatch-lab-restart-"));
afterAll(() => rm(folder, { recursive: true }));

it("runs the command in a shell, which finds how in a variable", async () => {
  const file = join(folder, "how");
  const restart = restartCommand(`echo $BROKER_RESTART_HOW >> ${file}`);
  expect(await restart(false)).toEqual({ ok: true, value: null });
  expect(await restart(true)).toEqual({ ok: true, value: null });
  expect(await readFile(file, "utf8")).toBe("stop\nkill\n");
});

it.each([
  ["echo no such node >&2; exit 3", "no such node"],
  ["exit 3", "exit code 3"],
  ["kill -9 $$", "SIGKILL"],
])("says why %j failed", async (command, reason) => {
  expect(await restartCommand(command)(false)).toEqual({
    ok: false,
    error: { code: "restart-failed", reason },
  });
});

it("never shows the command itself, nor more than a line or two of what it wrote", async () => {
  const failed = await restartCommand("head -c 5000 /dev/zero | tr '\\0' x >&2; exit 1")(false);
  expect(failed).toMatchObject({ ok: false, error: { reason: "x".repeat(300) } });
});

it("does not wait for a broker the command leaves running with its output", async () => {
  const startedMs = performance.now();
  expect(await restartCommand("sleep 20 & echo $! >&2")(false)).toMatchObject({ ok: true });
  expect(performance.now() - startedMs).toBeLessThan(10_000);
});

it("gives up a command that hangs", async () => {
  expect(await restartCommand("exec sleep 20", 100)(false)).toEqual({
    ok: false,
    error: { code: "restart-failed", reason: "SIGTERM" },
  });
});
