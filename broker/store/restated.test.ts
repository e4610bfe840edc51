import { expect, it } from "vitest";
import { noArguments } from "#broker/core/arguments.ts";
import { eventually } from "#broker/testing/eventually.ts";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { openStoreOn } from "./store.ts";

const open = (files: MemoryFiles) =>
  openStoreOn(files, {
    directory: "/data",
    codec: textCodec,
    segmentBytes: 5_000,
    minGarbageBytes: 2_000,
    onDefect: (error) => {
      throw error;
    },
  });

it("QQ26: what came back keeps its counts and its place, wherever its file goes", async () => {
  const files = new MemoryFiles();
  const store = await open(files);
  store.journal.queueDeclared({ name: "q", autoDelete: false, arguments: noArguments });
  for (const id of [1, 2]) store.journal.enqueued("q", aMessage(id, String(id)), true);
  for (let count = 1; count <= 400; count++) {
    store.journal.restated("q", {
      ...aMessage(1, "1"),
      position: 2 + count,
      deliveryCount: count,
      acquiredCount: count,
    });
    await new Promise<void>((resolve) => {
      store.journal.whenSafe(resolve);
    });
  }
  await eventually(() => {
    expect(store.sizes().totalBytes).toBeLessThan(9_000);
  });
  await store.abandon();
  const again = await open(files);
  expect(again.recovered.queues[0]?.messages).toMatchObject([
    { id: 2, position: 2, deliveryCount: 0, acquiredCount: 0 },
    { id: 1, position: 402, deliveryCount: 400, acquiredCount: 400 },
  ]);
});
