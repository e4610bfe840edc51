import { moment } from "#shared/kernel/moment.ts";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { encodeCheckpoint, type Checkpoint } from "#shared/run/checkpoint/checkpoint.ts";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { createLiveLog, createLogStore, type LiveLog, type LogStore } from "./log-store.ts";
import { reckoning } from "./reckoning.ts";
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

function checkpointAfter(count: number): Checkpoint {
  return encodeCheckpoint(project(runStateProjection, notes(1, count)), count as Seq);
}

const at = (labMs: number) => ({ labMs, rate: 1 });

// On a page it has come before the line is opened.
beforeAll(() => reckoning.load());

describe("createLiveLog", () => {
  let store: LogStore<RunState>;
  let clock: PlaybackClock;
  let live: LiveLog;
  let asked: (Seq | 0)[];
  let answers: (() => Promise<Result<readonly Logged[], unknown>>)[];

  const texts = () => store.get().state.notes.map((note) => Number(note.text));

  beforeEach(async () => {
    asked = [];
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
      pause: () => Promise.resolve(),
    });
    await live.joined(R1, { checkpoint: null, log: notes(1, 2), clock: at(200) });
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
    await live.joined(R1, { checkpoint: null, log: notes(2, 5), clock: at(500) });
    expect(texts()).toEqual([1, 2, 3, 4, 5]);
  });

  it("shows a long run at once, and asks for its past chunk by chunk while ticks come", async () => {
    const seen: number[][] = [];
    const missing: boolean[] = [];
    const next = (events: readonly Logged[]) => () => {
      seen.push(texts());
      missing.push(store.isMissingAt(600));
      return Promise.resolve(ok(events));
    };
    answers.push(
      next(notes(1, 3)),
      () => Promise.resolve({ ok: false, error: "too-fast" }),
      async () => {
        await live.tick({ runId: R2, events: notes(9, 9), clock: at(900) });
        return next(notes(4, 5))();
      },
      next(notes(6, 7)),
    );
    await live.joined(R2, { checkpoint: checkpointAfter(7), log: notes(8, 8), clock: at(800) });
    expect(asked).toEqual([0, 3, 3, 5]);
    expect(seen.map((one) => one.at(-1))).toEqual([8, 9, 9]);
    expect(missing).toEqual([true, true, true]);
    expect(store.isMissingAt(600)).toBe(false);
    expect(texts()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(store.events()).toEqual(notes(1, 9));
    expect(live.position()).toEqual({ runId: R2, afterSeq: 9 });
  });

  it("keeps the beginning it has when it comes back after a long time", async () => {
    answers.push(() => Promise.resolve(ok(notes(3, 6))));
    await live.joined(R1, { checkpoint: checkpointAfter(5), log: notes(6, 6), clock: at(600) });
    expect(asked).toEqual([2]);
    expect(store.events()).toEqual(notes(1, 6));
  });

  it("asks no longer for the past of a run that another has followed", async () => {
    answers.push(() => {
      live.runChanged(R1);
      return Promise.resolve(ok(notes(1, 3)));
    });
    live.runChanged(null);
    await live.joined(R2, { checkpoint: checkpointAfter(5), log: [], clock: at(600) });
    expect(store.get()).toMatchObject({ runId: R1, count: 0 });
  });

  it("starts over when the run it comes back to is another", async () => {
    clock.seek(100);
    await live.joined(R2, { checkpoint: null, log: notes(1, 3), clock: at(300) });
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
