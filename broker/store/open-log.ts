import type { DataFile, DataFiles } from "./data-files.ts";
import type { Recovery } from "./recovery.ts";
import {
  readSegment,
  segmentName,
  segmentNumber,
  segmentStart,
  type LastNumbers,
  type Segment,
} from "./segment.ts";
import { refuseDamage, type ReadSegment } from "./refuse-damage.ts";

/** What a write that broke off had left at the end of a file, and is cut off (ST12). */
export interface CutOff {
  readonly path: string;
  readonly bytes: number;
}

export interface OpenLog {
  readonly segments: Segment[];
  /** The last segment's, ready to be written to. */
  readonly file: DataFile;
  readonly cutOff: CutOff | undefined;
}

/**
 * Reads all there is, in order.
 *
 * @param directory for the messages.
 * @throws {@link StoreError} DATA_CORRUPT, and has changed nothing.
 */
export async function openLog<Content>(
  files: DataFiles,
  directory: string,
  recovery: Recovery<Content>,
): Promise<OpenLog> {
  const numbers = (await files.names())
    .map(segmentNumber)
    .filter((number) => number !== undefined)
    .sort((one, other) => one - other);
  const read: ReadSegment[] = [];
  for (const number of numbers) {
    const bytes = await files.read(segmentName(number));
    const reading = readSegment(bytes, (type, bodyAt, bodyEnd) => {
      recovery.record(type, bytes, bodyAt, bodyEnd);
    });
    if (reading.start !== undefined) recovery.used(reading.start);
    read.push({ ...reading, number, totalBytes: bytes.length });
  }
  refuseDamage(read, directory);
  const last = await lastToWrite(files, read);
  if (last === undefined) return begin(files, recovery);
  const segments = read.map(({ number, end }) => ({ number, bytes: end.at }));
  const name = segmentName(last.number);
  const file = await files.open(name);
  await file.truncate(last.end.at);
  const bytes = last.totalBytes - last.end.at;
  const cutOff = bytes === 0 ? undefined : { path: `${directory}/${name}`, bytes };
  return { segments, file, cutOff };
}

/** A file was begun, and the one before not sealed yet: as if it had not been begun. */
async function lastToWrite(
  files: DataFiles,
  read: ReadSegment[],
): Promise<ReadSegment | undefined> {
  const [before, last] = read.slice(-2);
  if (before === undefined || last === undefined || before.isSealed) return read.at(-1);
  await files.remove(segmentName(last.number));
  read.pop();
  return before;
}

async function begin(files: DataFiles, used: LastNumbers): Promise<OpenLog> {
  const start = segmentStart(1, 1, used);
  await files.put(segmentName(1), start);
  const file = await files.open(segmentName(1));
  return { segments: [{ number: 1, bytes: start.length }], file, cutOff: undefined };
}
