import { describe, expect, it } from "vitest";
import { noArguments } from "#broker/core/arguments.ts";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { openStoreOn } from "./store.ts";

const MB = 1_000_000;

/** Tells a disk of 1 TB, with so much free, of messages of 1 MB each, one after the other in one turn. */
async function alarmsAfter(messages: number, freeBytes: number): Promise<readonly boolean[]> {
  const files = new MemoryFiles();
  files.space = () => Promise.resolve({ freeBytes, totalBytes: MB * MB });
  const alarms: boolean[] = [];
  const { journal, abandon } = await openStoreOn(files, {
    directory: "/data",
    codec: textCodec,
    onDefect: (error) => {
      throw error;
    },
    onAlarm: (trouble) => alarms.push(trouble !== undefined),
  });
  journal.queueDeclared({ name: "q", autoDelete: false, arguments: noArguments });
  for (let id = 1; id <= messages; id++) journal.enqueued("q", aMessage(id, "x".repeat(MB)), false);
  const soFar = [...alarms];
  await new Promise<void>((resolve) => {
    journal.whenAllSafe(resolve);
  });
  expect(alarms).toEqual(soFar);
  await abandon();
  return alarms;
}

describe("the alarm", () => {
  it("LI5: is given when what waits to be written leaves too little, before it is", async () => {
    expect(await alarmsAfter(9, 60 * MB)).toEqual([]);
    expect(await alarmsAfter(11, 60 * MB)).toEqual([true]);
  });

  it("LI5: is given at the start when there is too little", async () => {
    expect(await alarmsAfter(0, 49 * MB)).toEqual([true]);
  });
});
