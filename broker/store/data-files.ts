import { fstatSync } from "node:fs";
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  statfs,
  unlink,
  writeFile,
  type FileHandle,
} from "node:fs/promises";
import { dirname, join } from "node:path";

/** An open file of the store. Rejects with Node's error. */
export interface DataFile {
  readonly write: (chunks: readonly Uint8Array[], at: number) => Promise<void>;
  readonly truncate: (bytes: number) => Promise<void>;
  /** What was written is on the disk. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The files of one directory, as far as the store needs any. Rejects with Node's error. */
export interface DataFiles {
  readonly names: () => Promise<readonly string[]>;
  readonly read: (name: string) => Promise<Buffer>;
  /** Makes a file of this name with this in it, whatever was there before: on disk as a whole, or not at all. */
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  readonly open: (name: string) => Promise<DataFile>;
  readonly remove: (name: string) => Promise<void>;
  /** Of the volume the directory is on. */
  readonly space: () => Promise<{ readonly freeBytes: number; readonly totalBytes: number }>;
}

const OWNER_ONLY_DIRECTORY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Makes the directory if need be, for its owner alone. */
export async function dataFiles(directory: string): Promise<DataFiles> {
  await makeDirectory(directory);
  const path = (name: string) => join(directory, name);
  return {
    names: () => readdir(directory),
    read: (name) => readFile(path(name)),
    put: async (name, bytes) => {
      const unfinished = path(`${name}.new`);
      await writeFile(unfinished, bytes, { mode: OWNER_ONLY_FILE, flush: true });
      await rename(unfinished, path(name));
      await syncDirectory(directory);
    },
    open: async (name) => dataFile(await open(path(name), "r+")),
    remove: (name) => unlink(path(name)),
    space: async () => {
      const { bavail, blocks, bsize } = await statfs(directory);
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
    },
  };
}

/** Node's own `recursive` never ends where a directory is there and none can be made in it, as in /proc. */
async function makeDirectory(path: string, hasParent = false): Promise<void> {
  try {
    await mkdir(path, OWNER_ONLY_DIRECTORY);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && (await stat(path)).isDirectory()) return;
    if (code !== "ENOENT" || hasParent || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
    await makeDirectory(path, true);
  }
}

function dataFile(file: FileHandle): DataFile {
  return {
    write: async (chunks, at) => {
      await writeAll(file, chunks, at);
      refuseRemoved(file);
    },
    truncate: (bytes) => file.truncate(bytes),
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

/** What is written to a file that was removed, nobody will find. Asked at once: that takes 1 µs, a turn of a thread 15. */
function refuseRemoved({ fd }: FileHandle): void {
  if (fstatSync(fd).nlink > 0) return;
  throw Object.assign(new Error("ENOENT: the file written to was removed"), { code: "ENOENT" });
}

/** A disk that fills up takes part of a write and says so only when asked for the rest. */
async function writeAll(
  file: FileHandle,
  chunks: readonly Uint8Array[],
  at: number,
): Promise<void> {
  let rest = chunks;
  let position = at;
  while (rest.length > 0) {
    const { bytesWritten } = await file.writev(rest, position);
    position += bytesWritten;
    rest = without(rest, bytesWritten);
  }
}

function without(chunks: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  let skipped = bytes;
  for (const [i, chunk] of chunks.entries()) {
    if (skipped < chunk.length) return [chunk.subarray(skipped), ...chunks.slice(i + 1)];
    skipped -= chunk.length;
  }
  return [];
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows has no such thing, and needs none.
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
