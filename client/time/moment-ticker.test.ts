import { beforeEach, describe, expect, it } from "vitest";
import { createMomentTicker, type MomentTicker } from "./moment-ticker.ts";
import { createPlaybackClock, type PlaybackClock } from "./playback-clock.ts";

describe("createMomentTicker", () => {
  let wallMs: number;
  let due: (() => void)[];
  let clock: PlaybackClock;
  let ticker: MomentTicker;
  let seen: number[];

  const frame = (ms: number) => {
    wallMs += ms;
    const callbacks = due;
    due = [];
    for (const callback of callbacks) callback();
  };

  beforeEach(() => {
    wallMs = 0;
    due = [];
    seen = [];
    clock = createPlaybackClock(() => wallMs);
    ticker = createMomentTicker(clock, (callback) => {
      due.push(callback);
      return () => {
        due = due.filter((other) => other !== callback);
      };
    });
  });

  const watch = () => ticker.subscribe(() => seen.push(ticker.get().nowMs));

  it("draws frame by frame while the run's clock runs", () => {
    watch();
    clock.read({ labMs: 1_000, rate: 1 });
    frame(16);
    frame(16);
    expect(seen).toEqual([1_000, 1_016, 1_032]);
  });

  it("asks for no frame while nothing moves", () => {
    watch();
    clock.read({ labMs: 1_000, rate: 0 });
    expect(due).toEqual([]);
    clock.read({ labMs: 1_000, rate: 1 });
    frame(300);
    expect(due).toEqual([]);
  });

  it("asks for no second frame when readings come in between", () => {
    watch();
    clock.read({ labMs: 1_000, rate: 1 });
    clock.read({ labMs: 1_005, rate: 1 });
    expect(due).toHaveLength(1);
  });

  it("shows a moment sought while the run is paused", () => {
    watch();
    clock.read({ labMs: 1_000, rate: 0 });
    clock.seek(400);
    expect(seen).toEqual([1_000, 400]);
  });

  it("stops when nobody looks", () => {
    const stop = watch();
    clock.read({ labMs: 1_000, rate: 1 });
    stop();
    expect(due).toEqual([]);
    clock.read({ labMs: 2_000, rate: 1 });
    expect(seen).toEqual([1_000]);
  });
});
