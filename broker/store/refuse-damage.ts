import { SEALED_RECORD, segmentName, type SegmentReading } from "./segment.ts";
import { StoreError } from "./store-error.ts";

/** A file of the log, read as far as it can be. */
export interface ReadSegment extends SegmentReading {
  readonly number: number;
  readonly totalBytes: number;
}

/**
 * Refuses what a write that broke off can't have left (ST13).
 *
 * @param read all files there are, in order.
 * @throws {@link StoreError} DATA_CORRUPT
 */
export function refuseDamage(read: readonly ReadSegment[], directory: string): void {
  const path = (number: number) => `${directory}/${segmentName(number)}`;
  const refuse = (what: string, remedy: string | undefined): never => {
    const begin = "Put the directory back from a copy, or choose another to begin with nothing";
    throw new StoreError(
      "DATA_CORRUPT",
      `${what}. Nothing was changed. ${begin}${remedy === undefined ? "" : `; or, to keep what comes before it and lose all that follows, ${remedy}`}.`,
    );
  };
  /** How to go on behind a file as if no other had ever followed. */
  const unseal = ({ number, end }: ReadSegment) =>
    `cut the seal off the file before (truncate -s ${end.at - SEALED_RECORD.length} ${path(number)})`;

  const oldest = Math.max(...read.map((each) => each.oldest ?? 0));
  read.forEach((segment, i) => {
    const { number, end, start } = segment;
    const before = read[i - 1];
    const expected = before === undefined ? oldest : before.number + 1;
    const isLast = i === read.length - 1;
    const isMissing = before === undefined ? number > oldest && oldest > 0 : number !== expected;
    if (isMissing) {
      refuse(
        `The data in ${directory} is not whole: ${segmentName(expected)} is missing`,
        before && `remove the files with higher numbers and ${unseal(before)}`,
      );
    }
    if (start?.number !== number) {
      refuse(
        `The data file ${path(number)} is damaged at byte 0`,
        before &&
          `remove it${isLast ? "" : " and the files with higher numbers"} (rm ${path(number)}) and ${unseal(before)}`,
      );
    }
    if (!mayEndLikeThat(segment, read.slice(i + 1))) {
      refuse(
        `The data file ${path(number)} is damaged at byte ${end.at}`,
        `cut the file there (truncate -s ${end.at} ${path(number)})${isLast ? "" : " and remove the files with higher numbers"}`,
      );
    }
    if (isLast && segment.isSealed) {
      refuse(
        `The data in ${directory} is not whole: ${segmentName(number + 1)} is missing`,
        unseal(segment),
      );
    }
  });
}

/** Only the last write of all can have been broken off: in the last file, or while another had just been begun. */
function mayEndLikeThat({ end, isSealed }: ReadSegment, after: readonly ReadSegment[]): boolean {
  if (isSealed) return end.how === "clean";
  return end.how !== "damaged" && after.length <= 1 && after.every(({ isBegun }) => !isBegun);
}
