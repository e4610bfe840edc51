import { describe, expect, it } from "vitest";
import { Heartbeat } from "./heartbeat.ts";

/** Checks every 250 ms from 0 to `untilMs`; tells when it spoke and when it gave the peer up. */
function watch(
  heartbeat: Heartbeat,
  untilMs: number,
  onTick: (atMs: number) => void = () => undefined,
) {
  const spokeAtMs: number[] = [];
  for (let atMs = 250; atMs <= untilMs; atMs += 250) {
    onTick(atMs);
    const { speak, dead } = heartbeat.check(atMs);
    if (speak) spokeAtMs.push(atMs);
    if (dead) return { spokeAtMs, deadAtMs: atMs };
  }
  return { spokeAtMs, deadAtMs: undefined };
}

describe("Heartbeat", () => {
  it("CN9: speaks after the first half interval, and each later one in which nothing was said", () => {
    const heartbeat = new Heartbeat(2_000, 0);
    heartbeat.spoke();
    const { spokeAtMs } = watch(heartbeat, 5_000, (atMs) => {
      heartbeat.heard();
      if (atMs === 1_500) heartbeat.spoke();
    });
    expect(spokeAtMs).toEqual([1_000, 3_000, 4_000, 5_000]);
  });

  it("CN9: a late look makes the next no later", () => {
    const heartbeat = new Heartbeat(2_000, 0);
    expect(heartbeat.check(1_240).speak).toBe(true);
    expect(heartbeat.check(2_000).speak).toBe(true);
  });

  it("CN10: gives a peer up that was silent in two intervals running", () => {
    const heartbeat = new Heartbeat(2_000, 0);
    const { deadAtMs } = watch(heartbeat, 20_000, (atMs) => {
      if (atMs === 500) heartbeat.heard();
    });
    expect(deadAtMs).toBe(6_000);
  });

  it("CN10: a word in every other interval is enough", () => {
    const heartbeat = new Heartbeat(2_000, 0);
    const { deadAtMs } = watch(heartbeat, 20_000, (atMs) => {
      if (atMs % 4_000 === 0) heartbeat.heard();
    });
    expect(deadAtMs).toBeUndefined();
  });

  it("does nothing when the interval is 0", () => {
    expect(watch(new Heartbeat(0, 0), 100_000)).toEqual({ spokeAtMs: [], deadAtMs: undefined });
  });
});
