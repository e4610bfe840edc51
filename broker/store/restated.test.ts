import { expect, it } from "vitest";
import { eventually } from "#broker/testing/eventually.ts";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { enqueue, openedWith, safe } from "#broker/testing/store/text-store.ts";

const open = (files: MemoryFiles) =>
  openedWith(files, { segmentBytes: 5_000, minGarbageBytes: 2_000 });

it("QQ26: what came back keeps its counts and its place, wherever its file goes", async () => {
  const files = new MemoryFiles();
  const store = await open(files);
  enqueue(store, 1, 2);
  for (let count = 1; count <= 400; count++) {
    store.journal.restated("q", {
      ...aMessage(1, "1"),
      position: 2 + count,
      deliveryCount: count,
      acquiredCount: count,
    });
    await safe(store);
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
