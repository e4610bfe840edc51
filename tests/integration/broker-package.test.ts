import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const run = promisify(execFile);

/** What a stranger writes, in a folder of his own. */
const PROGRAM = `import { connect } from "amqplib";
import { startBroker, type BrokerEvent } from "dispatch-lab-broker";

const broker = await startBroker({ product: "Hutch" });
const events: string[] = [];
broker.events.listen((event: BrokerEvent) => void events.push(event.type));
const connection = await connect(broker.url);
const channel = await connection.createConfirmChannel();
await channel.assertQueue("hello");
channel.sendToQueue("hello", Buffer.from("world"));
await channel.waitForConfirms();
const got = await channel.get("hello", { noAck: true });
console.log(got === false ? "nothing" : got.content.toString(), events.join(" "));
await connection.close();
await broker.close();
`;
const TSCONFIG = {
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    skipLibCheck: false,
    types: ["node"],
    outDir: "out",
  },
  files: ["program.ts"],
};

it("packed alone, the broker works in an empty folder: installed offline, types checked, a message there and back", async () => {
  const folder = await mkdtemp(join(tmpdir(), "broker-package-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const { stdout } = await run(process.execPath, [join(ROOT, "scripts/pack-broker.mjs"), folder]);
  const tarball = stdout.trim();

  const home = join(folder, "home");
  await mkdir(home);
  const write = (name: string, text: string) => writeFile(join(home, name), text);
  await write("package.json", JSON.stringify({ name: "stranger", type: "module" }));
  await write("program.ts", PROGRAM);
  await write("tsconfig.json", JSON.stringify(TSCONFIG));
  const install = ["install", tarball, "--offline", "--no-audit", "--no-fund"];
  await run("npm", install, { cwd: home });
  await mkdir(join(home, "node_modules/@types"));
  for (const name of ["amqplib", "@types/node"])
    await symlink(join(ROOT, "node_modules", name), join(home, "node_modules", name));

  const checked = await run(process.execPath, [TSC, "-p", "."], { cwd: home }).catch(
    (error: unknown) => error as { stdout: string },
  );
  expect(checked.stdout).toBe("");
  const program = await run(process.execPath, ["out/program.js"], { cwd: home });
  expect(program.stdout.trim()).toBe("world enqueued delivered");
}, 120_000);
