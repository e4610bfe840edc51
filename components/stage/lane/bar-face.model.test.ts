import { describe, expect, it } from "vitest";
import { barFace } from "./bar-face.model.ts";

const bar = {
  kind: "done",
  task: 7,
  count: 1,
  x: 100,
  width: 156.8,
  top: 29,
  height: 44,
  fontPx: 11,
  dots: 4,
  plain: false,
  redelivered: false,
  outside: false,
  solidPx: 156.8,
} as const;

describe("barFace", () => {
  it("puts the number top left, the tick top right, a dot in the middle of each second", () => {
    const face = barFace(bar);
    expect(face.number).toMatchObject({ x: 107, y: 44, anchor: "start" });
    expect(face.tick).toEqual({ x: 241.8, y: 39.5 });
    expect(face.dots.map((cx) => Math.round(cx))).toEqual([120, 159, 198, 237]);
  });

  it("centres the number of a narrow bar and leaves the tick out under 26 px", () => {
    const face = barFace({ ...bar, width: 20, dots: 1 });
    expect(face.number).toMatchObject({ x: 110, anchor: "middle" });
    expect(face.tick).toBeNull();
  });

  it("marks the number of a task from outside", () => {
    expect(barFace({ ...bar, outside: true }).number).toMatchObject({ text: "+7" });
    expect(barFace({ ...bar, outside: true, count: 3 }).number).toMatchObject({ text: "×3" });
  });

  it("has no number where there is no room for it", () => {
    expect(barFace({ ...bar, width: 9 }).number).toBeNull();
    expect(barFace({ ...bar, task: 1234, width: 28 }).number).toBeNull();
  });

  it("keeps a running task's number readable: on the solid part, or just right of now", () => {
    const running = { ...bar, kind: "running" } as const;
    expect(barFace({ ...running, solidPx: 60 }).number).toMatchObject({ x: 107, onSolid: true });
    expect(barFace({ ...running, solidPx: 12 }).number).toMatchObject({ x: 119, onSolid: false });
  });

  it("moves number right of the cap of a redelivered task", () => {
    expect(barFace({ ...bar, redelivered: true })).toMatchObject({
      capPx: 13,
      number: { x: 120 },
    });
  });

  it("has no dots on low bars, nor where seconds are too close", () => {
    expect(barFace({ ...bar, height: 20 }).dots).toEqual([]);
    expect(barFace({ ...bar, width: 30 }).dots).toEqual([]);
  });
});
