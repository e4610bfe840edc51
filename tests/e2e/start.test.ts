import { expect, test } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const START = join(import.meta.dirname, "../../scripts/start.mjs");

/** `npm start` in a built project, from another folder; what it said, and its end. */
function start(settings: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [START], {
    cwd: tmpdir(),
    env: { ...process.env, AMQP_URL: "", BROKER_DATA: "none", LANG: "en_US.UTF-8", ...settings },
    stdio: "pipe",
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const exit = once(child, "exit").then(() => child.exitCode);
  return { child, exit, said: () => said };
}

test(
  "a second start serves the page in seconds, and a signal ends it",
  { tag: "@timed" },
  async () => {
    const startedMs = performance.now();
    const { child, exit, said } = start({ PORT: "0" });
    await expect.poll(said).toMatch(/Dispatch Lab is ready: http:\/\/127\.0\.0\.1:\d+/);
    const url = /http:\/\/[\d.:]+/.exec(said())![0];
    expect((await fetch(url)).status).toBe(200);
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(said()).not.toMatch(/Installing|Building/);
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
  },
);

test("a taken port says so and names the setting", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { exit, said } = start({ PORT: String(port) });
  expect(await exit).toBe(1);
  expect(said()).toContain(`PORT=${port} is taken`);
  other.close();
});

test("bad settings name themselves, their values and what is accepted, all at once", async () => {
  const { exit, said } = start({ PORT: "http", MAX_LABS: "0" });
  expect(await exit).toBe(2);
  expect(said()).toMatch(/PORT=http\s+accepted: a whole number from 0 to 65535/);
  expect(said()).toMatch(/MAX_LABS=0\s+accepted: a whole number from 1 to 1000/);
});
