import { beforeEach, describe, expect, it, vi } from "vitest";
import { createPlaybackClock, type PlaybackClock } from "./playback-clock.ts";

describe("createPlaybackClock", () => {
  let wallMs: number;
  let clock: PlaybackClock;

  beforeEach(() => {
    wallMs = 1_000;
    clock = createPlaybackClock(() => wallMs);
  });

  it("runs on linearly at the server's rate between readings", () => {
    clock.read({ labMs: 4_000, rate: 2 });
    wallMs += 30;
    expect(clock.moment()).toEqual({ nowMs: 4_060, liveMs: 4_060 });
    expect(clock.isMoving()).toBe(true);
  });

  it("never goes further than 250 ms past the last reading", () => {
    clock.read({ labMs: 4_000, rate: 1 });
    wallMs += 3_000;
    expect(clock.moment().nowMs).toBe(4_250);
    expect(clock.isMoving()).toBe(false);
  });

  it("does not tick backwards when a reading comes late", () => {
    clock.read({ labMs: 4_000, rate: 1 });
    wallMs += 100;
    expect(clock.moment().nowMs).toBe(4_100);
    clock.read({ labMs: 4_050, rate: 1 });
    expect(clock.moment().nowMs).toBe(4_100);
    wallMs += 80;
    expect(clock.moment().nowMs).toBe(4_130);
  });

  it("shows exactly what the server read once it is paused", () => {
    clock.read({ labMs: 4_000, rate: 1 });
    wallMs += 100;
    clock.moment();
    clock.read({ labMs: 4_060, rate: 0 });
    expect(clock.moment().nowMs).toBe(4_060);
    expect(clock.isMoving()).toBe(false);
  });

  it("holds a moment of the past while the run goes on, and comes back to now", () => {
    clock.read({ labMs: 9_000, rate: 1 });
    clock.seek(2_500);
    wallMs += 100;
    expect(clock.moment()).toEqual({ nowMs: 2_500, liveMs: 9_100 });
    expect(clock.get()).toEqual({ following: false, atMs: 2_500 });
    clock.follow();
    expect(clock.moment().nowMs).toBe(9_100);
  });

  it("keeps a sought moment between the beginning and now", () => {
    clock.read({ labMs: 9_000, rate: 0 });
    clock.seek(-5);
    expect(clock.moment().nowMs).toBe(0);
    clock.seek(12_000);
    expect(clock.moment().nowMs).toBe(9_000);
  });

  it("starts a new run at zero, following it", () => {
    clock.read({ labMs: 9_000, rate: 1 });
    clock.seek(1_000);
    clock.restart();
    expect(clock.moment()).toEqual({ nowMs: 0, liveMs: 0 });
    expect(clock.get().following).toBe(true);
  });

  it("tells its subscribers of readings and of changes of view", () => {
    const onChange = vi.fn();
    const unsubscribe = clock.subscribe(onChange);
    clock.read({ labMs: 100, rate: 1 });
    clock.seek(50);
    clock.seek(50);
    clock.follow();
    clock.follow();
    unsubscribe();
    clock.restart();
    expect(onChange).toHaveBeenCalledTimes(3);
  });

  it("follows again when asked for now or later", () => {
    clock.read({ labMs: 4_000, rate: 0 });
    clock.seek(1_000);
    expect(clock.get()).toEqual({ following: false, atMs: 1_000 });
    clock.seek(4_000);
    expect(clock.get()).toEqual({ following: true });
  });
});
