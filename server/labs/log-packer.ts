import type { PackedLog } from "#shared/protocol/packed.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import type { PackedCache } from "./packed-cache.ts";

/** Events of a block: some 100 kB. Blocks begin where they begin whoever asks, so that all are sent the same. */
const BLOCK = 1000;

interface LoggedRun {
  readonly runId: RunId;
  /** Events so far. */
  readonly count: number;
  readonly events: (afterSeq: Seq | 0, most: number) => readonly Logged[];
}

/** @returns `most` events after `afterSeq`, or as many as there are, in blocks that begin at or before the first of them. */
export function packLog(
  { runId, count, events }: LoggedRun,
  afterSeq: Seq | 0,
  most: number,
  cache: PackedCache,
): PackedLog {
  const upTo = Math.min(count, afterSeq + most);
  if (upTo <= afterSeq) return [];
  const first = Math.floor(afterSeq / BLOCK);
  const last = Math.ceil(upTo / BLOCK);
  return Array.from({ length: last - first }, (_, i) => {
    const start = (first + i) * BLOCK;
    // The last block grows: what it was before is of no more use.
    const end = Math.min(count, start + BLOCK);
    return cache.pack(`log ${runId} ${start} ${end}`, () => events(start as Seq | 0, BLOCK));
  });
}
