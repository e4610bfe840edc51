import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFile,
  chmod,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { safe } from "#broker/testing/store/text-store.ts";
import { noArguments } from "#broker/core/arguments.ts";
import { openStore, type Store, type StoreOptions } from "./store.ts";

const HOLDER = join(import.meta.dirname, "../testing/store/hold-store.ts");

async function aDirectory(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "store-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "data");
}

const open = (directory: string, sizes: Partial<StoreOptions<string>> = { segmentBytes: 1_000 }) =>
  openStore({
    directory,
    codec: textCodec,
    ...sizes,
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
    await safe(store);
  }
  await store.close([]);
  return directory;
}

const refusal = (directory: string) =>
  open(directory).then(
    () => new Error("opened"),
    (error: unknown) => error as Error,
  );

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

  it("ST12: says how much was cut off, when something was", async () => {
    const directory = await aFilledDirectory();
    const last = (await filesOf(directory)).at(-1)!;
    const whole = await open(directory);
    expect(whole.cutOff).toBeUndefined();
    await whole.close([]);
    await appendFile(last, Buffer.alloc(7));
    const store = await open(directory);
    expect(store.cutOff).toEqual({ path: last, bytes: 7 });
    await store.close([]);
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
              `^The data file ${path} is damaged at byte \\d+\\. Nothing was changed\\..*truncate -s \\d+ `,
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

  it.each([1, -2])("ST13: cut off, but not the last (%i): refused", async (which) => {
    const directory = await aFilledDirectory();
    const cut = (await filesOf(directory)).at(which)!;
    await truncate(cut, 500);
    await expect(open(directory)).rejects.toThrow(`${cut} is damaged at byte`);
  });

  it.each([0, 1, -1])("ST13: missing (%i): refused, and nothing is changed", async (which) => {
    const directory = await aFilledDirectory();
    const missing = (await filesOf(directory)).at(which)!;
    const bytes = await readFile(missing);
    await rm(missing);
    await expect(open(directory)).rejects.toMatchObject({
      code: "DATA_CORRUPT",
      message: expect.stringContaining(
        `${basename(missing)} is missing. Nothing was changed.`,
      ) as string,
    });
    await writeFile(missing, bytes);
    const store = await open(directory);
    expect(ids(store)).toHaveLength(50);
    await store.close([]);
  });

  it.each([0, 1, -1])("ST13: emptied (%i): refused, and nothing is changed", async (which) => {
    const directory = await aFilledDirectory();
    const emptied = (await filesOf(directory)).at(which)!;
    const bytes = await readFile(emptied);
    await truncate(emptied, 0);
    await expect(open(directory)).rejects.toMatchObject({
      code: "DATA_CORRUPT",
      message: expect.stringContaining(
        `${emptied} is damaged at byte 0. Nothing was changed.`,
      ) as string,
    });
    expect((await stat(emptied)).size).toBe(0);
    await writeFile(emptied, bytes);
    const store = await open(directory);
    expect(ids(store)).toHaveLength(50);
    await store.close([]);
  });

  it("ST13: the only one, emptied: refused", async () => {
    const directory = await aDirectory();
    await (await open(directory)).close([]);
    const [only] = await filesOf(directory);
    await truncate(only!, 0);
    await expect(open(directory)).rejects.toMatchObject({ code: "DATA_CORRUPT" });
  });

  it.each(["missing", "emptied"])(
    "ST13: the last one, %s, can be given up as the message says",
    async (how) => {
      const directory = await aFilledDirectory();
      const last = (await filesOf(directory)).at(-1)!;
      await (how === "missing" ? rm(last) : truncate(last, 0));
      const { message } = await refusal(directory);
      const [, bytes, path] = /truncate -s (\d+) (\S+\.log)/.exec(message)!;
      if (how === "emptied") {
        expect(message).toContain(`rm ${last}`);
        await rm(last);
      }
      await truncate(path!, Number(bytes));
      const store = await open(directory);
      expect(ids(store).length).toBeGreaterThan(40);
      await store.close([]);
    },
  );

  it("ST13: the first one, missing after others before it were cleaned away: refused", async () => {
    const directory = await aDirectory();
    const store = await open(directory, { segmentBytes: 1_000, minGarbageBytes: 2_000 });
    store.journal.queueDeclared({ name: "q", autoDelete: false, arguments: noArguments });
    for (let id = 1; id <= 150; id++) {
      store.journal.enqueued("q", aMessage(id, "x".repeat(100)), true);
      if (id <= 100) store.journal.gone("q", id - 5, true);
      await safe(store);
    }
    await store.close([]);
    // The first one may have been about to go.
    const [first, second] = await filesOf(directory);
    expect(basename(first!)).not.toBe("0000000001.log");
    await (await open(directory)).close([]);
    await rm(first!);
    await rm(second!);
    await expect(open(directory)).rejects.toThrow(/00\d+\.log is missing/);
  });

  it("ST13: can be cut where the message says, which gives up what follows", async () => {
    const directory = await aFilledDirectory();
    const last = (await filesOf(directory)).at(-1)!;
    await flip(last, 200);
    const { message } = await refusal(directory);
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
