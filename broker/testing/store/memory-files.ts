import type { DataFile, DataFiles } from "#broker/store/data-files.ts";

type Change =
  | { readonly kind: "remove" | "sync"; readonly name: string }
  | { readonly kind: "put"; readonly name: string; readonly bytes: Buffer }
  | { readonly kind: "truncate"; readonly name: string; readonly bytes: number }
  | { readonly kind: "write"; readonly name: string; readonly at: number; readonly bytes: Buffer };

/** What a disk held at the moment of a crash. */
export type DiskImage = ReadonlyMap<string, Buffer>;

/** A directory in memory that remembers all that was ever done to it, octet by octet. */
export class MemoryFiles implements DataFiles {
  readonly #files = new Map<string, Buffer>();
  readonly #history: Change[] = [];
  /** Writes are refused with this code while it is set. */
  failure: string | undefined;
  /** Octets left on the disk. */
  room = Infinity;

  constructor(image: DiskImage = new Map()) {
    for (const [name, bytes] of image) this.#files.set(name, Buffer.from(bytes));
  }

  /** How many moments there are to crash at; one more with each octet written. */
  get moments(): number {
    return this.#history.reduce((sum, change) => sum + momentsOf(change), 0);
  }

  get image(): DiskImage {
    return new Map([...this.#files].map(([name, bytes]) => [name, Buffer.from(bytes)]));
  }

  names = () => Promise.resolve([...this.#files.keys()]);
  read = (name: string) => Promise.resolve(Buffer.from(this.#bytes(name)));
  put = (name: string, bytes: Uint8Array) => {
    this.#refuse(0);
    return this.#do({ kind: "put", name, bytes: Buffer.from(bytes) });
  };
  remove = (name: string) => this.#do({ kind: "remove", name });
  space = () => Promise.resolve({ freeBytes: 1e12, totalBytes: 1e12 });
  open = (name: string): Promise<DataFile> =>
    Promise.resolve({
      write: async (chunks, at) => {
        this.#refuse(0);
        const bytes = Buffer.concat(chunks);
        const fits = Math.min(bytes.length, this.room);
        this.room -= fits;
        await this.#do({ kind: "write", name, at, bytes: bytes.subarray(0, fits) });
        this.#refuse(bytes.length - fits);
      },
      truncate: (bytes) => this.#do({ kind: "truncate", name, bytes }),
      sync: () => this.#do({ kind: "sync", name }),
      close: () => Promise.resolve(),
    });

  /**
   * What is on the disk after a crash at this moment.
   *
   * @param unsynced 1: all that was written (only the process died). 0: only what was synced. Between: so much of
   *   the rest of each file.
   */
  crashedAt(moment: number, unsynced: number): DiskImage {
    const files = new Map<string, Buffer>();
    const synced = new Map<string, number>();
    let left = moment;
    for (const change of this.#history) {
      const part =
        change.kind === "write" ? { ...change, bytes: change.bytes.subarray(0, left) } : change;
      if (left <= 0) break;
      apply(files, part);
      if (change.kind === "sync" || change.kind === "put")
        synced.set(change.name, files.get(change.name)?.length ?? 0);
      left -= momentsOf(change);
    }
    return new Map(
      [...files].map(([name, bytes]) => {
        const safe = Math.min(synced.get(name) ?? 0, bytes.length);
        return [name, bytes.subarray(0, safe + Math.round((bytes.length - safe) * unsynced))];
      }),
    );
  }

  async #do(change: Change): Promise<void> {
    // A turn of the event loop, as a real disk takes many.
    await new Promise(setImmediate);
    this.#history.push(change);
    apply(this.#files, change);
  }

  #refuse(missing: number): void {
    const code = this.failure ?? (missing > 0 ? "ENOSPC" : undefined);
    if (code !== undefined) throw Object.assign(new Error(code), { code });
  }

  #bytes(name: string): Buffer {
    const bytes = this.#files.get(name);
    if (bytes === undefined) throw Object.assign(new Error(`no ${name}`), { code: "ENOENT" });
    return bytes;
  }
}

function momentsOf(change: Change): number {
  return change.kind === "write" ? change.bytes.length : 1;
}

function apply(files: Map<string, Buffer>, change: Change): void {
  const before = files.get(change.name) ?? Buffer.alloc(0);
  switch (change.kind) {
    case "put":
      files.set(change.name, change.bytes);
      return;
    case "remove":
      files.delete(change.name);
      return;
    case "truncate":
      files.set(change.name, before.subarray(0, change.bytes));
      return;
    case "sync":
      return;
    case "write": {
      const { at, bytes } = change;
      const length = Math.max(before.length, at + bytes.length);
      const after = Buffer.concat([before], length);
      bytes.copy(after, at);
      files.set(change.name, after);
    }
  }
}
