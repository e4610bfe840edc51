import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { noArguments } from "#broker/core/arguments.ts";
import { openStore, type Store } from "./store.ts";

const HOLDER = join(import.meta.dirname, "../testing/store/hold-store.ts");

async function aDirectory(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

const open = (directory: string, segmentBytes = 1_000) =>
  openStore({
    directory,
    codec: textCodec,
    segmentBytes,
    onDefect: (error) => {
      throw error;
    },
  });

const ids = ({ recovered }: Store<string>) =>
  recovered.queues.flatMap(({ messages }) => messages.map(({ id }) => id));

/** A directory of several files that hold messages 1 to 50. */
async function aFilledDirectory(): Promise<string> {
  const directory = await aDirectory();
  const store = await open(directory);
  store.journal.queueDeclared({ name: "q", autoDelete: false, arguments: noArguments });
  for (let id = 1; id <= 50; id++) {
    store.journal.enqueued("q", aMessage(id, "x".repeat(100)), true);
    await new Promise<void>((resolve) => {
      store.journal.whenSafe(resolve);
    });
  }
  await store.close([]);
  return directory;
}

async function filesOf(directory: string): Promise<readonly string[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".log")).sort();
  return names.map((name) => join(directory, name));
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(path, bytes);
}

describe("the directory", () => {
  it("ST18: is made for its owner alone, like the files in it", async () => {
    const directory = await aFilledDirectory();
    const mode = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);
    expect(await mode(directory)).toBe("700");
    const files = await filesOf(directory);
    expect(await Promise.all(files.map(mode))).toEqual(files.map(() => "600"));
    expect(await readdir(directory)).toHaveLength(files.length);
  });

  it("says what is wrong with one that can't be used", async () => {
    const directory = await aDirectory();
    await writeFile(directory, "a file");
    await expect(open(directory)).rejects.toMatchObject({
      code: "DATA_UNUSABLE",
      message: expect.stringContaining(directory) as string,
    });
  });
});

describe("a lock", () => {
  it("ST17: refuses a second store in the same process, until the first is closed", async () => {
    const directory = await aDirectory();
    const store = await open(directory);
    await expect(open(directory)).rejects.toMatchObject({
      code: "DATA_LOCKED",
      message:
        `The data directory ${directory} is in use by process ${process.pid}. ` +
        "Stop that one first, or choose another directory.",
    });
    await store.close([]);
    await (await open(directory)).close([]);
  });

  it("ST17: refuses another process, in a directory with a long name too, and outlives no kill -9", async () => {
    const directory = join(await aDirectory(), "d".repeat(200));
    const holder = spawn(process.execPath, ["--import", "tsx", HOLDER, directory], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void holder.kill("SIGKILL"));
    const [said] = (await once(holder.stdout, "data")) as [Buffer];
    expect(String(said)).toBe("open\n");
    await expect(open(directory)).rejects.toMatchObject({ code: "DATA_LOCKED" });
    holder.kill("SIGKILL");
    await once(holder, "close");
    const store = await open(directory);
    await store.close([]);
    expect((await readdir(directory)).filter((name) => name.startsWith("lock"))).toEqual([]);
  });

  it("ST17: of many that come at once, at most one gets in", async () => {
    const directory = await aDirectory();
    const opened = await Promise.allSettled(Array.from({ length: 8 }, () => open(directory)));
    const stores = opened.filter((each) => each.status === "fulfilled");
    expect(stores.length).toBeLessThanOrEqual(1);
    for (const { value } of stores) await value.close([]);
    await (await open(directory)).close([]);
  });
});

describe("a file", () => {
  it("ST12: cut off at its end: what comes before is there, and it can be written to", async () => {
    const directory = await aFilledDirectory();
    const last = (await filesOf(directory)).at(-1)!;
    await truncate(last, (await stat(last)).size - 80);
    const store = await open(directory);
    const left = ids(store);
    expect(left).toEqual(Array.from({ length: left.length }, (_, i) => i + 1));
    expect(left.length).toBeGreaterThan(40);
    store.journal.enqueued("q", aMessage(99, "new"), false);
    await store.close([]);
    const again = await open(directory);
    expect(ids(again)).toEqual([...left, 99]);
    await again.close([]);
  });

  it.each([0, 3, 20, 150])(
    "ST13: damaged at octet %i: refused, saying where and what to do; nothing is changed",
    async (at) => {
      const directory = await aFilledDirectory();
      for (const path of (await filesOf(directory)).slice(-2)) {
        await flip(path, at);
        const before = await readFile(path);
        await expect(open(directory)).rejects.toMatchObject({
          code: "DATA_CORRUPT",
          message: expect.stringMatching(
            new RegExp(
              `^The data file ${path} is damaged at byte \\d+\\. Nothing was changed\\..*truncate -s \\d+ ${path}`,
            ),
          ) as string,
        });
        expect(await readFile(path)).toEqual(before);
        await flip(path, at);
      }
      const store = await open(directory);
      expect(ids(store)).toHaveLength(50);
      await store.close([]);
    },
  );

  it("ST13: damaged in its very last octet: refused", async () => {
    const directory = await aFilledDirectory();
    const last = (await filesOf(directory)).at(-1)!;
    await flip(last, (await stat(last)).size - 1);
    await expect(open(directory)).rejects.toMatchObject({ code: "DATA_CORRUPT" });
  });

  it("ST13: cut off, but not the last: refused", async () => {
    const directory = await aFilledDirectory();
    const [, second] = await filesOf(directory);
    await truncate(second!, 500);
    await expect(open(directory)).rejects.toThrow(`${second!} is damaged at byte`);
  });

  it("ST13: missing: refused", async () => {
    const directory = await aFilledDirectory();
    const [, second] = await filesOf(directory);
    await rm(second!);
    await expect(open(directory)).rejects.toThrow("0000000002.log is missing");
  });

  it("ST13: can be cut where the message says, which gives up what follows", async () => {
    const directory = await aFilledDirectory();
    const last = (await filesOf(directory)).at(-1)!;
    await flip(last, 200);
    const { message } = await open(directory).then(
      () => new Error("opened"),
      (error: unknown) => error as Error,
    );
    await truncate(last, Number(/truncate -s (\d+)/.exec(message)?.[1]));
    const store = await open(directory);
    expect(ids(store).length).toBeGreaterThan(40);
    await store.close([]);
  });

  it("others in the directory are left alone", async () => {
    const directory = await aFilledDirectory();
    await writeFile(join(directory, "README"), "mine");
    await chmod(directory, 0o755);
    await (await open(directory)).close([]);
    expect(await readFile(join(directory, "README"), "utf8")).toBe("mine");
  });
});
