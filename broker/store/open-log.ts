import type { DataFile, DataFiles } from "./data-files.ts";
import type { Recovery } from "./recovery.ts";
import {
  readSegment,
  segmentName,
  segmentNumber,
  segmentStart,
  type LastNumbers,
  type Segment,
  type SegmentReading,
} from "./segment.ts";
import { StoreError } from "./store-error.ts";

export interface OpenLog {
  readonly segments: Segment[];
  /** The last segment's, ready to be written to. */
  readonly file: DataFile;
  /** What the last write left half done, and has been cut off. */
  readonly cutOffBytes: number;
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
  refuseGaps(numbers, directory);
  const segments: Segment[] = [];
  let cutOffBytes = 0;
  let last: SegmentReading | undefined;
  for (const number of numbers) {
    const bytes = await files.read(segmentName(number));
    last = readSegment(bytes, (type, bodyAt, bodyEnd) => {
      recovery.record(type, bytes, bodyAt, bodyEnd);
    });
    const isLast = number === numbers.at(-1);
    refuseDamage(`${directory}/${segmentName(number)}`, number, last, isLast);
    if (last.start !== undefined) recovery.used(last.start);
    cutOffBytes = bytes.length - last.end.at;
    segments.push({ number, bytes: last.end.at });
  }
  return { segments, file: await fileToWrite(files, segments, last, recovery), cutOffBytes };
}

async function fileToWrite(
  files: DataFiles,
  segments: Segment[],
  last: SegmentReading | undefined,
  used: LastNumbers,
): Promise<DataFile> {
  const current = segments.at(-1);
  if (current !== undefined && last?.start !== undefined && !last.isSealed) {
    const file = await files.open(segmentName(current.number));
    await file.truncate(current.bytes);
    return file;
  }
  // It was sealed and its successor not begun, or is itself not worth the name.
  if (last !== undefined && last.start === undefined) segments.pop();
  const number = (segments.at(-1)?.number ?? (current?.number ?? 1) - 1) + 1;
  const file = await files.create(segmentName(number));
  const start = segmentStart(number, used);
  await file.write([start], 0);
  await file.sync();
  segments.push({ number, bytes: start.length });
  return file;
}

function refuseGaps(numbers: readonly number[], directory: string): void {
  numbers.forEach((number, i) => {
    const expected = (numbers[0] ?? 0) + i;
    if (number === expected) return;
    throw new StoreError(
      "DATA_CORRUPT",
      `The data in ${directory} is not whole: ${segmentName(expected)} is missing. ` +
        "Put it back from a copy, or choose another directory to begin with nothing.",
    );
  });
}

function refuseDamage(
  path: string,
  number: number,
  { end, isSealed, start }: SegmentReading,
  isLast: boolean,
): void {
  const isWhole = end.how === "clean" && isSealed && start?.number === number;
  const mayGoOn = isLast && end.how !== "damaged" && (start?.number ?? number) === number;
  if (isWhole || mayGoOn) return;
  throw new StoreError(
    "DATA_CORRUPT",
    `The data file ${path} is damaged at byte ${end.at}. Nothing was changed. ` +
      "Put the directory back from a copy; or choose another to begin with nothing; or, to keep what comes before " +
      `the damage and lose all that follows, cut the file there (truncate -s ${end.at} ${path})` +
      `${isLast ? "" : " and remove the files with higher numbers"}.`,
  );
}
