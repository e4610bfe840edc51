import { expect, it } from "vitest";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { ENTRY } from "./entry.ts";
import { EntryWriter } from "./entry-writer.ts";
import { record } from "./record.ts";
import { segmentName, segmentStart } from "./segment.ts";
import { openStoreOn } from "./store.ts";

/** What earlier versions began a file with: they did not say which the oldest is. */
function oldStart(number: number): Buffer {
  const magic = segmentStart(number, 1, { lastMessageId: 0, lastQueueNumber: 0 }).subarray(0, 8);
  const body = Buffer.alloc(24);
  body.writeDoubleLE(number, 0);
  return Buffer.concat([magic, record(ENTRY.segment, body)]);
}

const open = (files: MemoryFiles, segmentBytes: number) =>
  openStoreOn(files, {
    directory: "/data",
    codec: textCodec,
    segmentBytes,
    onDefect: (error) => {
      throw error;
    },
  });

it("ST13: files of an earlier version begin with whichever they do; those that follow know", async () => {
  const entries = new EntryWriter<string>(textCodec);
  entries.message(1, aMessage(1, "kept"));
  const seven = Buffer.concat([oldStart(7), ...entries.take().chunks]);
  const files = new MemoryFiles(new Map([[segmentName(7), seven]]));
  const store = await open(files, seven.length);
  expect(store.recovered.lastMessageId).toBe(1);
  await store.close([]);
  await (await open(files, 1)).close([]);
  const { image } = files;
  expect([...image.keys()].slice(0, 2)).toEqual([segmentName(7), segmentName(8)]);
  const left = new MemoryFiles(new Map([...image].slice(1)));
  await expect(open(left, 1)).rejects.toThrow(`${segmentName(7)} is missing`);
});
