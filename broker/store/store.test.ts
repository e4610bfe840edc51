import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { noArguments } from "#broker/core/arguments.ts";
import { RELEASE_NAMES, releaseNamed } from "#broker/core/release.ts";
import { specOf } from "#broker/testing/by-release.ts";
import { eventually } from "#broker/testing/eventually.ts";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { textCodec } from "#broker/testing/store/text-codec.ts";
import { openStoreOn, type Store, type StoreOptions } from "./store.ts";

const Q = { name: "q", autoDelete: false, arguments: noArguments };

const options = {
  directory: "/data",
  codec: textCodec,
  onDefect: (error: unknown) => {
    throw error;
  },
} satisfies StoreOptions<string>;

const safe = (store: Store<string>) =>
  new Promise<void>((resolve) => {
    store.journal.whenAllSafe(resolve);
  });

/** What the queue `q` holds: `1 2* 3`, redelivered ones with a star. */
function held({ recovered }: Store<string>): string {
  return recovered.queues
    .flatMap(({ messages }) => messages)
    .map(({ publication, redelivered }) => `${publication.content}${redelivered ? "*" : ""}`)
    .join(" ");
}

function enqueue({ journal }: Store<string>, ...ids: readonly number[]): void {
  for (const id of ids) journal.enqueued("q", aMessage(id, String(id)), true);
}

/** The same with nobody waiting for it. */
function defer({ journal }: Store<string>, ...ids: readonly number[]): void {
  for (const id of ids) journal.enqueued("q", aMessage(id, String(id)), false);
}

async function openedWith(files: MemoryFiles, more: Partial<StoreOptions<string>> = {}) {
  const store = await openStoreOn(files, { ...options, ...more });
  if (store.recovered.queues.length === 0) store.journal.queueDeclared(Q);
  return store;
}

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
      },
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
  }, 10_000);
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

describe("when it is written", () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function openedOnTwoQueues(change: Partial<StoreOptions<string>> = {}) {
    const files = new MemoryFiles();
    const store = await openedWith(files, change);
    store.journal.queueDeclared({ ...Q, name: "other" });
    await safe(store);
    return { files, store };
  }

  /** What a broker killed `ms` from now would come back with. */
  async function heldIfKilledAfter(ms: number, files: MemoryFiles): Promise<string> {
    vi.advanceTimersByTime(ms);
    for (let turns = 0; turns < 20; turns++) await new Promise(setImmediate);
    return held(await openedWith(new MemoryFiles(files.image)));
  }

  describe.each(RELEASE_NAMES)("as RabbitMQ %s", (release) => {
    const { expected } = specOf(release);
    const [quietMs, entries] = [expected("ST14", "quiet"), expected("ST14", "entries")].map(Number);
    const deferral = releaseNamed(release)!.unawaited;

    it("ST14: what nobody waits for, when its queue has been quiet for a while", async () => {
      const { files, store } = await openedOnTwoQueues({ deferral });
      for (let id = 1; id <= 5; id++) {
        defer(store, id);
        expect(await heldIfKilledAfter(quietMs! - 10, files)).toBe("");
      }
      expect(await heldIfKilledAfter(9, files)).toBe("");
      expect(await heldIfKilledAfter(1, files)).toBe("1* 2* 3* 4* 5*");
    });

    it("ST14: or when so many of a queue have gathered", async () => {
      const { files, store } = await openedOnTwoQueues({ deferral });
      for (let id = 1; id < 2 * entries!; id++) defer(store, id);
      expect((await heldIfKilledAfter(0, files)).split(" ")).toHaveLength(entries!);
    });

    it("ST14: acknowledgements likewise", async () => {
      const { files, store } = await openedOnTwoQueues({ deferral });
      defer(store, 1);
      await safe(store);
      store.journal.gone("q", 1, false);
      expect(await heldIfKilledAfter(quietMs! - 1, files)).toBe("1*");
      expect(await heldIfKilledAfter(1, files)).toBe("");
    });

    it("ST10: at once when somebody waits, behind what was told of the same queue before", async () => {
      const { files, store } = await openedOnTwoQueues({ deferral });
      defer(store, 1, 2);
      store.journal.enqueued("q", aMessage(3, "3"), true);
      expect(await heldIfKilledAfter(0, files)).toBe("1* 2* 3*");
    });

    it("ST14: what somebody waits for does not hurry what is in another queue", async () => {
      const { files, store } = await openedOnTwoQueues({ deferral });
      defer(store, 1);
      store.journal.enqueued("other", aMessage(2, "2"), true);
      expect(await heldIfKilledAfter(0, files)).toBe("2*");
      expect(await heldIfKilledAfter(quietMs!, files)).toBe("1* 2*");
    });
  });

  it("ST14: or much memory", async () => {
    const { files, store } = await openedOnTwoQueues();
    const content = "x".repeat(17 * 1024 * 1024);
    store.journal.enqueued("q", aMessage(1, content), false);
    expect((await heldIfKilledAfter(0, files)).length).toBe(content.length + 1);
  });

  it("ST20: what is purged is gone at once, behind what was told of the same queue before", async () => {
    const { files, store } = await openedOnTwoQueues();
    defer(store, 1, 2);
    store.journal.gone("q", 1, true);
    store.journal.gone("q", 2, true);
    expect(await heldIfKilledAfter(0, files)).toBe("");
    defer(store, 3);
    await safe(store);
    store.journal.gone("q", 3, true);
    expect(await heldIfKilledAfter(0, files)).toBe("");
  });

  it("ST10: a transaction waits for all", async () => {
    const { files, store } = await openedOnTwoQueues();
    defer(store, 1);
    await safe(store);
    expect(await heldIfKilledAfter(0, files)).toBe("1*");
  });

  it("declarations and deletions, at once", async () => {
    const { files, store } = await openedOnTwoQueues();
    defer(store, 1);
    store.journal.queueDeleted("q");
    expect(await heldIfKilledAfter(0, files)).toBe("");
    const { recovered } = await openStoreOn(new MemoryFiles(files.image), options);
    expect(recovered.queues.map(({ name }) => name)).toEqual(["other"]);
  });
});
