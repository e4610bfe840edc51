import { setTimeout as delay } from "node:timers/promises";
import type { Journal, Recovered } from "#broker/core/journal.ts";
import { DEFAULT_RELEASE } from "#broker/core/release.ts";
import { Cleaner } from "./cleaner.ts";
import { dataFiles, type DataFiles } from "./data-files.ts";
import { DeferredEntries, type Deferral } from "./deferred-entries.ts";
import { lockDirectory } from "./directory-lock.ts";
import { DiskWatch, type DiskTrouble } from "./disk-watch.ts";
import { ENTRY } from "./entry.ts";
import { EntryWriter } from "./entry-writer.ts";
import { Log } from "./log.ts";
import type { ContentCodec } from "./message-codec.ts";
import { openLog, type CutOff } from "./open-log.ts";
import { Recovery } from "./recovery.ts";
import type { LastNumbers } from "./segment.ts";
import { StoreError, unusable } from "./store-error.ts";
import { StoreJournal } from "./store-journal.ts";
import { TopologyCodec, type ArgumentsCodec } from "./topology-codec.ts";

const SEGMENT_BYTES = 16 * 1024 * 1024;
const MIN_GARBAGE_BYTES = 8 * 1024 * 1024;
/** When space is short, this little garbage is worth a cleaning. */
const MIN_GARBAGE_IN_NEED_BYTES = 64 * 1024;
/** A clean stop on a disk that takes nothing is given up after this long. */
const STOP_PATIENCE_MS = 3_000;

export interface StoreOptions<Content> {
  /** Made if need be, for its owner alone. */
  readonly directory: string;
  /**
   * `fsync`: what is safe outlives a power failure. `os`: only the process; faster.
   */
  readonly durability?: "fsync" | "os" | undefined;
  readonly codec: ContentCodec<Content> & ArgumentsCodec;
  /** The disk is full, or nearly, or refuses to be written to: publishers should be stopped. Or (undefined) it no longer is. */
  readonly onAlarm?: (trouble: DiskTrouble | undefined) => void;
  /** Given errors of our own making. */
  readonly onDefect: (error: unknown) => void;
  /** Of what nobody waits for; as the default release unless set (ST14). */
  readonly deferral?: Deferral;
  readonly segmentBytes?: number;
  readonly minGarbageBytes?: number;
}

/** What survives a restart. One at a time has a directory. */
export interface Store<Content> {
  readonly journal: Journal<Content>;
  readonly recovered: Recovered<Content>;
  /** What was found half-written at the end, and is gone; undefined if nothing was. */
  readonly cutOff: CutOff | undefined;
  /** Octets told to the journal and not yet safe: they are held in memory. */
  readonly pendingBytes: () => number;
  /** Octets in the files, and how many of them still count. */
  readonly sizes: () => { readonly totalBytes: number; readonly liveBytes: number };
  /**
   * Writes what is left, and closes.
   *
   * @param deliveredIds of all messages kept, those that had been given to somebody: they alone are flagged when
   *   they are recovered.
   */
  readonly close: (deliveredIds: readonly number[]) => Promise<void>;
  /** Closes as if the process had been killed: what is not on disk is lost. */
  readonly abandon: () => Promise<void>;
}

/**
 * Opens the store in a directory and reads what is there.
 *
 * @throws {@link StoreError}
 */
export async function openStore<Content>(options: StoreOptions<Content>): Promise<Store<Content>> {
  const { directory } = options;
  try {
    const files = await dataFiles(directory);
    const lock = await lockDirectory(directory);
    try {
      return await openStoreOn(files, options, lock.release);
    } catch (error) {
      await lock.release();
      throw error;
    }
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw unusable(directory, error);
  }
}

/** The same on files of any kind, with nobody else about. */
export async function openStoreOn<Content>(
  files: DataFiles,
  options: StoreOptions<Content>,
  release: () => Promise<void> = () => Promise.resolve(),
): Promise<Store<Content>> {
  const { codec, onDefect } = options;
  const topology = new TopologyCodec(codec);
  const recovery = new Recovery(topology, codec);
  const { live } = recovery;
  const { segments, file, cutOff } = await openLog(files, options.directory, recovery);
  const entries = new EntryWriter(codec);
  const deferred = new DeferredEntries<Content>({
    codec,
    deferral: options.deferral ?? DEFAULT_RELEASE.unawaited,
    onGrown: () => {
      watch.grown();
    },
    onDue: () => {
      journal.writeDeferred();
    },
  });
  const pendingBytes = () => log.pendingBytes + deferred.writer.pendingBytes;
  const watch: DiskWatch = new DiskWatch(files, pendingBytes, (trouble) =>
    options.onAlarm?.(trouble),
  );
  const log = new Log<Content>(
    {
      files,
      entries,
      durability: options.durability ?? "fsync",
      segmentBytes: options.segmentBytes ?? SEGMENT_BYTES,
      lastNumbers: (): LastNumbers => journal.lastNumbers,
      onGrown: () => {
        watch.grown();
      },
      onWritten: (bytes) => {
        watch.written(bytes);
        cleaner.consider(watch.isSet ? MIN_GARBAGE_IN_NEED_BYTES : undefined);
      },
      onFailed: (error) => {
        watch.failed(error);
      },
      onDefect,
    },
    segments,
    file,
  );
  const cleaner = new Cleaner<Content>({
    files,
    log,
    entries,
    live,
    allSafe: () =>
      new Promise((resolve) => {
        journal.whenAllSafe(resolve);
      }),
    minGarbageBytes: options.minGarbageBytes ?? MIN_GARBAGE_BYTES,
    onDefect,
  });
  const journal = new StoreJournal<Content>({ entries, deferred, live, log, topology }, recovery);
  const recovered = recovery.result();
  await watch.check();
  entries.entry(ENTRY.started, new Uint8Array());
  log.written();

  const stop = async () => {
    watch.stop();
    deferred.stop();
    await cleaner.stop();
    await log.stop();
    await release();
  };
  return {
    journal,
    recovered,
    cutOff,
    pendingBytes,
    sizes: () => ({ totalBytes: log.totalBytes, liveBytes: live.bytes }),
    close: async (deliveredIds) => {
      journal.writeDeferred();
      entries.stopped(deliveredIds);
      log.written();
      await Promise.race([log.safe(), delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
      await stop();
    },
    abandon: stop,
  };
}
