import { moment } from "#shared/kernel/moment.ts";
import { beforeEach, describe, expect, it } from "vitest";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { createLiveLog, type LiveLog } from "./live-log.ts";
import { createLogStore, type LogStore } from "./log-store.ts";
import { createPlaybackClock, type PlaybackClock } from "#client/time/playback-clock.ts";

const R1 = "r1" as RunId;
const R2 = "r2" as RunId;

function notes(from: number, to: number): Logged[] {
  return Array.from({ length: to - from + 1 }, (_, i) => ({
    type: "noted",
    text: String(from + i),
    seq: (from + i) as Seq,
    atMs: moment((from + i) * 100),
  }));
}

const at = (labMs: number) => ({ labMs, rate: 1 });

describe("createLiveLog", () => {
  let store: LogStore<RunState>;
  let clock: PlaybackClock;
  let live: LiveLog;
  let asked: (Seq | 0)[];
  let paused: () => void;
  let answers: (() => Promise<Result<readonly Logged[], unknown>>)[];

  const texts = () => store.get().state.notes.map((note) => Number(note.text));

  beforeEach(async () => {
    asked = [];
    paused = () => undefined;
    answers = [];
    store = createLogStore(runStateProjection);
    clock = createPlaybackClock(() => 0);
    live = createLiveLog({
      store,
      clock,
      fetchSince: ({ afterSeq }) => {
        asked.push(afterSeq);
        const answer = answers.shift();
        if (answer === undefined) throw new Error("the test has no further answer");
        return answer();
      },
      pause: () => {
        paused();
        return Promise.resolve();
      },
    });
    await live.joined(R1, notes(1, 2), at(200), 2 as Seq);
  });

  it("takes the picture it joins and the ticks that continue it", async () => {
    await live.tick({ runId: R1, events: notes(3, 4), clock: at(400) });
    expect(texts()).toEqual([1, 2, 3, 4]);
    expect(clock.moment().liveMs).toBe(400);
    expect(asked).toEqual([]);
  });

  it("asks for what is missing, and keeps what comes meanwhile", async () => {
    let release: (events: readonly Logged[]) => void = () => undefined;
    answers.push(
      () =>
        new Promise((resolve) => {
          release = (events) => {
            resolve(ok(events));
          };
        }),
    );
    const repaired = live.tick({ runId: R1, events: notes(5, 6), clock: at(600) });
    await live.tick({ runId: R1, events: notes(7, 8), clock: at(800) });
    release(notes(3, 6));
    await repaired;
    expect(asked).toEqual([2]);
    expect(texts()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it("asks again when the answer failed or fell short", async () => {
    answers.push(
      () => Promise.resolve({ ok: false, error: "too-fast" }),
      () => Promise.resolve(ok(notes(4, 5))),
      () => Promise.resolve(ok(notes(3, 6))),
    );
    await live.tick({ runId: R1, events: notes(6, 6), clock: at(600) });
    expect(asked).toEqual([2, 2, 2]);
    expect(texts()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("doubles nothing when it comes back and is told again what it has", async () => {
    expect(live.position()).toEqual({ runId: R1, afterSeq: 2 });
    await live.joined(R1, notes(2, 5), at(500), 5 as Seq);
    expect(texts()).toEqual([1, 2, 3, 4, 5]);
  });

  it("asks for the rest of a long log chunk by chunk, without waiting, while ticks come", async () => {
    answers.push(
      () => Promise.resolve(ok(notes(4, 5))),
      async () => {
        await live.tick({ runId: R2, events: notes(9, 9), clock: at(900) });
        return ok(notes(6, 7));
      },
      () => Promise.resolve(ok(notes(8, 9))),
    );
    let pauses = 0;
    paused = () => pauses++;
    await live.joined(R2, notes(1, 3), at(700), 7 as Seq);
    expect(texts()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(asked).toEqual([3, 5, 7]);
    expect(pauses).toBe(0);
  });

  it("starts over when the run it comes back to is another", async () => {
    clock.seek(100);
    await live.joined(R2, notes(1, 3), at(300), 3 as Seq);
    expect(texts()).toEqual([1, 2, 3]);
    expect(clock.get().following).toBe(true);
  });

  it("begins a run with its first tick, and ignores late ticks of the earlier one", async () => {
    await live.tick({ runId: R2, events: notes(1, 1), clock: at(100) });
    await live.tick({ runId: R1, events: notes(3, 3), clock: at(9_000) });
    expect(store.get().runId).toBe(R2);
    expect(texts()).toEqual([1]);
    expect(clock.moment().liveMs).toBe(100);
  });

  it("drops a repair when another run begins meanwhile", async () => {
    let release: (events: readonly Logged[]) => void = () => undefined;
    answers.push(
      () =>
        new Promise((resolve) => {
          release = (events) => {
            resolve(ok(events));
          };
        }),
    );
    const repaired = live.tick({ runId: R1, events: notes(5, 6), clock: at(600) });
    live.runChanged(R2);
    await live.tick({ runId: R2, events: notes(1, 2), clock: at(200) });
    release(notes(3, 6));
    await repaired;
    expect(texts()).toEqual([1, 2]);
  });

  it("has no log when the lab has no run", () => {
    live.runChanged(null);
    expect(store.get()).toMatchObject({ runId: null, count: 0 });
  });
});
