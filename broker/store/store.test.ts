import { describe, expect, it } from "vitest";
import { noArguments } from "#broker/core/arguments.ts";
import { eventually } from "#broker/testing/eventually.ts";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { enqueue, held, openedWith, Q, safe } from "#broker/testing/store/text-store.ts";

describe("what is recovered", () => {
  it("ST4: after a stop in good order, only what had been delivered is flagged", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files);
    enqueue(store, 1, 2, 3);
    await store.close([2]);
    const again = await openedWith(files);
    expect(held(again)).toBe("1 2* 3");
    await again.close([2]);
    expect(held(await openedWith(files))).toBe("1 2* 3");
  });

  it("ST5: after a crash everything is, even if nothing was done since a good stop", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files);
    enqueue(store, 1, 2);
    await store.close([]);
    const idle = await openedWith(files);
    await safe(idle);
    await idle.abandon();
    expect(held(await openedWith(files))).toBe("1* 2*");
  });

  it("keeps all there is to a message", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files);
    const message = {
      ...aMessage(7, "中文"),
      publication: {
        ...aMessage(7, "中文").publication,
        exchange: "x",
        routingKey: "k.".repeat(100),
        copyKeys: ["cc", "密送"],
        priority: 9,
        expirationMs: 60_000,
        failures: 3,
      },
      failures: 3,
      deliveryCount: 0,
      expiresAtMs: 1_700_000_000_000.25,
    };
    store.journal.enqueued("q", message, false);
    await store.close([]);
    const { recovered } = await openedWith(files);
    expect(recovered.queues).toEqual([{ ...Q, messages: [message] }]);
    expect(recovered.lastMessageId).toBe(7);
  });

  it("never gives an id again, though nothing is left of its message", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files, { segmentBytes: 500, minGarbageBytes: 100 });
    for (let id = 1; id <= 60; id++) {
      enqueue(store, id);
      store.journal.gone("q", id, false);
      await safe(store);
    }
    await eventually(() => {
      expect(store.sizes().totalBytes).toBeLessThan(1_000);
    });
    await store.abandon();
    expect((await openedWith(files)).recovered.lastMessageId).toBe(60);
  });

  it("ST8: a queue declared again under its old name is another: it has none of the old one's messages or bindings", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files);
    const { journal } = store;
    enqueue(store, 1);
    journal.bound({
      source: "amq.topic",
      destinationKind: "queue",
      destination: "q",
      routingKey: "k",
      arguments: noArguments,
    });
    journal.queueDeleted("q");
    journal.queueDeclared(Q);
    enqueue(store, 2);
    await store.close([]);
    const again = await openedWith(files);
    expect(held(again)).toBe("2");
    expect(again.recovered.bindings).toEqual([]);
  });
});

describe("safety", () => {
  it("ST10: nothing is safe before it is synced; what is told meanwhile goes into the next group", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files);
    await safe(store);
    const told: string[] = [];
    enqueue(store, 1);
    store.journal.whenSafe(() => told.push("1"));
    enqueue(store, 2);
    store.journal.whenSafe(() => told.push("2"));
    expect(store.pendingBytes()).toBeGreaterThan(0);
    expect(told).toEqual([]);
    await safe(store);
    expect(told).toEqual(["1", "2"]);
    store.journal.whenSafe(() => told.push("at once"));
    expect(told.at(-1)).toBe("at once");
    expect(store.pendingBytes()).toBe(0);
  });

  it("ST10: who asks when told that all is safe is told in turn, after those who asked before", async () => {
    const store = await openedWith(new MemoryFiles());
    const told: string[] = [];
    store.journal.whenSafe(() => {
      told.push("1");
      store.journal.whenSafe(() => told.push("asked by 1"));
    });
    store.journal.whenSafe(() => told.push("2"));
    await safe(store);
    expect(told).toEqual(["1", "2", "asked by 1"]);
  });

  it("ST16: a full disk: an alarm, no confirm, and another try until there is room; nothing confirmed is lost", async () => {
    const files = new MemoryFiles();
    const alarms: boolean[] = [];
    const store = await openedWith(files, {
      onAlarm: (trouble) => alarms.push(trouble !== undefined),
    });
    enqueue(store, 1);
    await safe(store);
    files.room = 30;
    const told: number[] = [];
    enqueue(store, 2, 3);
    store.journal.whenSafe(() => told.push(3));
    await eventually(() => {
      expect(alarms).toEqual([true]);
    });
    enqueue(store, 4);
    store.journal.whenSafe(() => told.push(4));
    expect(told).toEqual([]);
    expect(held(await openedWith(new MemoryFiles(files.image)))).toBe("1*");

    files.room = Infinity;
    await safe(store);
    expect(alarms).toEqual([true, false]);
    expect(told).toEqual([3, 4]);
    await store.abandon();
    expect(held(await openedWith(new MemoryFiles(files.image)))).toBe("1* 2* 3* 4*");
  });

  it("ST16: a disk that fails, and a stop meanwhile, which is given up", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files);
    enqueue(store, 1);
    await safe(store);
    files.failure = "EIO";
    enqueue(store, 2);
    await store.close([]);
    files.failure = undefined;
    expect(held(await openedWith(files))).toBe("1*");
  });
});

describe("cleaning", () => {
  it("ST15: space is given back while what still counts stays", async () => {
    const files = new MemoryFiles();
    const store = await openedWith(files, { segmentBytes: 10_000, minGarbageBytes: 5_000 });
    enqueue(store, 1);
    for (let id = 2; id <= 2_000; id++) {
      enqueue(store, id);
      if (id > 10) store.journal.gone("q", id - 5, false);
      if (id % 50 === 0) await safe(store);
    }
    await eventually(() => {
      expect(store.sizes().totalBytes).toBeLessThan(20_000);
    });
    const { liveBytes } = store.sizes();
    await store.abandon();
    const again = await openedWith(files);
    expect(held(again)).toBe("1* 2* 3* 4* 5* 1996* 1997* 1998* 1999* 2000*");
    expect(again.sizes().liveBytes).toBe(liveBytes);
  });
});
