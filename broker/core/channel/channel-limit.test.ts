import { describe, expect, it } from "vitest";
import { ChannelLimit } from "./channel-limit.ts";

function limited(limit: number, delivered: number): ChannelLimit {
  const channel = new ChannelLimit();
  channel.set(limit, 0);
  for (let i = 0; i < delivered; i++) channel.delivered();
  return channel;
}

describe("reached", () => {
  it("DQ13: when as much is unacked as the limit says", () => {
    expect(limited(2, 1).reached).toBe(false);
    expect(limited(2, 2).reached).toBe(true);
  });

  it("DQ14: never, with no limit", () => {
    expect(limited(0, 1000).reached).toBe(false);
  });
});

describe("settled", () => {
  it("DQ13: says when the limit is no longer reached, and only then", () => {
    const channel = limited(2, 4);
    expect(channel.settled(1)).toBe(false);
    expect(channel.settled(1)).toBe(false);
    expect(channel.settled(1)).toBe(true);
    expect(channel.settled(1)).toBe(false);
  });

  it("does not count below nothing, for what was delivered before there was a limit", () => {
    const channel = limited(1, 0);
    channel.settled(1);
    channel.delivered();
    expect(channel.reached).toBe(true);
  });
});

describe("set", () => {
  it("DQ14: counts what is held when there was no limit before", () => {
    const channel = new ChannelLimit();
    channel.set(2, 2);
    expect(channel.reached).toBe(true);
  });

  it("DQ14: says whether raising or removing it lets go on", () => {
    expect(limited(1, 1).set(2, 1)).toBe(true);
    expect(limited(1, 1).set(0, 1)).toBe(true);
    expect(limited(2, 1).set(3, 1)).toBe(false);
  });
});
