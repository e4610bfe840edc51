import { moment } from "#shared/kernel/moment.ts";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Projection } from "#shared/kernel/projection.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { createLogStore, type LogStore } from "./log-store.ts";

/** Notes numbered from 1, one every 100 ms from 0. */
function notes(count: number): Logged[] {
  return Array.from({ length: count }, (_, i) => ({
    type: "noted",
    text: String(i + 1),
    seq: (i + 1) as Seq,
    atMs: moment(i * 100),
  }));
}

const texts: Projection<readonly string[], Logged> = {
  initial: [],
  evolve: (state, event) => (event.type === "noted" ? [...state, event.text] : state),
};

describe("createLogStore", () => {
  let store: LogStore<readonly string[]>;
  const log = notes(5);

  beforeEach(() => {
    store = createLogStore(texts);
    store.begin("r1" as RunId);
  });

  it("applies a batch and tells its subscribers once", () => {
    const onChange = vi.fn();
    store.subscribe(onChange);
    store.append(log);
    expect(store.get()).toEqual({
      runId: "r1",
      count: 5,
      pastCount: 5,
      state: ["1", "2", "3", "4", "5"],
    });
    expect(onChange).toHaveBeenCalledOnce();
  });

  it("ignores events it already has", () => {
    store.append(log.slice(0, 3));
    store.append(log.slice(1));
    expect(store.get().state).toEqual(["1", "2", "3", "4", "5"]);
  });

  it("applies nothing and names the first missing seq when a batch leaves a gap", () => {
    store.append(log.slice(0, 1));
    expect(store.append(log.slice(2))).toBe(2);
    expect(store.get().count).toBe(1);
  });

  it("counts the events up to a moment, that moment included", () => {
    store.append(log);
    expect([-1, 0, 99, 100, 1_000].map(store.countAt)).toEqual([0, 1, 1, 2, 5]);
  });

  it("gives the state of any earlier moment, near a checkpoint or not", () => {
    const long = notes(1_300);
    store.append(long);
    for (const count of [0, 1, 511, 512, 513, 1_024, 1_299, 1_300]) {
      expect(store.stateAfter(count).length).toBe(count);
      expect(store.stateAfter(count).at(-1)).toBe(count === 0 ? undefined : String(count));
    }
  });

  describe("where a checkpoint came first", () => {
    const long = notes(2_000);
    const after = (count: number) => long.slice(0, count).map((_, i) => String(i + 1));

    beforeEach(() => {
      store.append(long.slice(0, 600));
      store.leap({ seq: 1_200 as Seq, atMs: 119_900, state: after(1_200) });
      store.append(long.slice(1_200, 1_300));
    });

    it("goes on from it, and looks back at what is here", () => {
      expect(store.get()).toMatchObject({ count: 1_300, state: after(1_300), pastCount: 600 });
      for (const count of [0, 1, 513, 600, 1_200, 1_201, 1_300]) {
        expect(store.stateAfter(count)).toEqual(after(count));
      }
      expect([0, 59_900, 119_900, 120_000].map(store.countAt)).toEqual([1, 600, 1_200, 1_201]);
      expect(store.event(600)).toBe(long[599]);
      expect(store.event(1_201)).toBe(long[1_200]);
    });

    it("says what is missing, and shows there what came before", () => {
      expect([59_900, 60_000, 119_899, 119_900].map(store.isMissingAt)).toEqual([
        false,
        true,
        true,
        false,
      ]);
      expect(store.stateAfter(store.countAt(80_000))).toEqual(after(600));
      expect(store.event(700)).toBeUndefined();
    });

    it("is one log once the past has come", () => {
      store.fill(long.slice(700, 900));
      expect(store.get().pastCount).toBe(600);
      store.fill(long.slice(590, 900));
      expect(store.get().pastCount).toBe(900);
      store.append(long.slice(1_300, 1_400));
      store.fill(long.slice(900, 1_300));
      expect(store.get()).toMatchObject({ count: 1_400, state: after(1_400), pastCount: 1_400 });
      expect(store.events()).toEqual(long.slice(0, 1_400));
      store.append(long.slice(1_400));
      for (const count of [0, 599, 900, 1_199, 1_200, 1_300, 1_301, 1_399, 1_999, 2_000]) {
        expect(store.stateAfter(count)).toEqual(after(count));
      }
      expect(store.isMissingAt(80_000)).toBe(false);
    });
  });

  it("keeps what a past that came with newer events brought", () => {
    const long = notes(700);
    store.leap({
      seq: 500 as Seq,
      atMs: 49_900,
      state: long.slice(0, 500).map((_, i) => String(i + 1)),
    });
    store.append(long.slice(500, 550));
    store.fill(long);
    expect(store.get()).toMatchObject({ count: 700, pastCount: 700 });
    expect(store.get().state).toHaveLength(700);
  });

  it("forgets the earlier run when another begins", () => {
    store.append(log);
    store.stateAfter(2);
    store.begin("r2" as RunId);
    expect(store.get()).toEqual({ runId: "r2", count: 0, pastCount: 0, state: [] });
    store.append(log.slice(0, 3));
    expect(store.stateAfter(2)).toEqual(["1", "2"]);
  });
});
