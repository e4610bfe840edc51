import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RELEASE_NAMES, releaseNamed } from "#broker/core/release.ts";
import { specOf } from "#broker/testing/by-release.ts";
import { aMessage } from "#broker/testing/store/a-message.ts";
import { MemoryFiles } from "#broker/testing/store/memory-files.ts";
import { defer, held, openedWith, Q, safe } from "#broker/testing/store/text-store.ts";
import type { StoreOptions } from "./store.ts";

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
    const { recovered } = await openedWith(new MemoryFiles(files.image));
    expect(recovered.queues.map(({ name }) => name)).toEqual(["other"]);
  });
});
