import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, realpath, rm, symlink, unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StoreError } from "./store-error.ts";

const LOCK_NAME = /^lock-[0-9a-f]{12}$/;
/** How long the holder has to say who it is. It may be busy, or stopped. */
const ANSWER_MS = 250;

export interface DirectoryLock {
  readonly release: () => Promise<void>;
}

/**
 * Makes sure that no other process (nor another store of this one) uses the directory.
 *
 * Whoever uses it listens on a socket in it. A process that dies, however it dies, listens no more, so a
 * socket that nobody answers on is what a dead process left, and is removed. Everyone listens first and looks for
 * others then: of two that come at once, at most one stays.
 *
 * @throws {@link StoreError} DATA_LOCKED
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  if (process.platform === "win32") return lockByPipe(directory);
  const name = `lock-${randomBytes(6).toString("hex")}`;
  return withShortPath(directory, async (short) => {
    const server = await listen(join(short, name));
    const release = async () => {
      await closed(server);
      await unlink(join(directory, name)).catch(() => undefined);
    };
    try {
      for (const other of await readdir(directory)) {
        if (!LOCK_NAME.test(other) || other === name) continue;
        const holder = await whoListens(join(short, other));
        if (holder !== undefined) throw locked(directory, holder);
        await unlink(join(directory, other)).catch(() => undefined);
      }
    } catch (error) {
      await release();
      throw error;
    }
    return { release };
  });
}

/** A pipe's name is taken as long as its process lives. */
async function lockByPipe(directory: string): Promise<DirectoryLock> {
  const hash = createHash("sha256")
    .update(await realpath(directory))
    .digest("hex");
  const server = await listen(String.raw`\\.\pipe\amqp-data-${hash}`).catch(() => {
    throw locked(directory, "another process");
  });
  return { release: () => closed(server) };
}

/** A socket's path may take 100 octets or so; the directory's own can be longer. */
async function withShortPath<Result>(
  directory: string,
  use: (short: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "amqp-"));
  try {
    await symlink(await realpath(directory), join(folder, "d"));
    return await use(join(folder, "d"));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function listen(path: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.end(`process ${process.pid}`);
  });
  server.listen(path);
  await once(server, "listening");
  server.unref();
  return server;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

/** @returns undefined when nobody does. */
async function whoListens(path: string): Promise<string | undefined> {
  const socket = connect(path);
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
  socket.setTimeout(ANSWER_MS, () => socket.destroy());
  try {
    await once(socket, "close");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ECONNREFUSED" || code === "ENOENT") return undefined;
  }
  return answer === "" ? "another process" : answer;
}

function locked(directory: string, holder: string): StoreError {
  return new StoreError(
    "DATA_LOCKED",
    `The data directory ${directory} is in use by ${holder}. Stop that one first, or choose another directory.`,
  );
}
