import { describe, expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { messagesIn } from "#shared/messages/messages.ts";
import { drawLog } from "#shared/run-log/draw-log.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import type { RunState } from "#shared/run/run-state.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { announcement, lossAnnouncement } from "./announcement.ts";

const words = messagesIn("en");
const before = runStateProjection.initial;

function raceAt(preset: keyof typeof presets, atMs: number): RunState {
  return project(
    runStateProjection,
    raceLog(presets[preset]).filter((event) => event.atMs <= atMs),
  );
}

function said(from: RunState, now: RunState): string | null {
  return announcement(words, from, now, now.atMs);
}

describe("announcement", () => {
  it("says that a run started", () => {
    expect(said(before, raceAt("odd-heavy", 0))).toBe("The run started.");
  });

  it("prefers idle workers while work waits to mere progress", () => {
    expect(said(raceAt("odd-heavy", 6_500), raceAt("odd-heavy", 11_500))).toBe(
      "Arena A: 1 worker is idle while 3 tasks wait.",
    );
  });

  it("says how far an arena is when nobody idles", () => {
    expect(said(raceAt("odd-heavy", 500), raceAt("odd-heavy", 5_500))).toBe(
      "Arena A: 6 of 12 done.",
    );
  });

  it("prefers a finish to everything else", () => {
    expect(said(raceAt("odd-heavy", 14_500), raceAt("odd-heavy", 15_500))).toBe(
      "Arena B finished after 15.0 s.",
    );
  });

  const drawn = (drawing: string) => project(runStateProjection, drawLog(drawing));

  it("does not call a paused or hung worker idle", () => {
    const started = drawn("A.queue ppp\nA.w1 rs\nA.w2 .\nA.w3 .");
    const halted = drawn("A.queue ppp .\nA.w1 rs .\nA.w2 . z\nA.w3 . h");
    expect(said(started, halted)).toBeNull();
  });

  it("says that a run can't end, and why", () => {
    const hung = drawn("A.queue pp .\nA.w1 rs h");
    expect(said(hung, hung)).toBe(
      "Arena A: w1 hangs and 1 task waits: the run can't end. Kill it, or let it go on.",
    );
  });

  it("is silent when nothing changed, and before there is a run", () => {
    const equal = raceAt("equal", 500);
    expect(said(equal, equal)).toBeNull();
    expect(announcement(words, before, before, before.atMs)).toBeNull();
  });
});

describe("lossAnnouncement", () => {
  it("names the arena that lost tasks, once", () => {
    const killed = raceAt("kill-a-worker", 11_000);
    expect(lossAnnouncement(words, raceAt("kill-a-worker", 10_000), killed)).toBe(
      "Arena A: 4 tasks are lost.",
    );
    expect(lossAnnouncement(words, killed, killed)).toBeNull();
  });
});
