import { describe, expect, it } from "vitest";
import { laneSize, lanesPx, plotLeftPx, queueRows, stageLayout } from "./stage-layout.model.ts";

describe("stageLayout", () => {
  it("gives the plot 980 px at 1440, and all extra width", () => {
    expect(stageLayout(1440).plotPx).toBe(980);
    expect(stageLayout(1920).plotPx).toBe(980 + 480);
    expect(plotLeftPx(stageLayout(1440))).toBe(412);
  });

  it.each([
    [1440, "wide"],
    [1180, "compact"],
    [1024, "narrow"],
    [390, "phone"],
  ])("lays out %i px as %s, filling it exactly", (width, mode) => {
    const layout = stageLayout(width);
    expect(layout.mode).toBe(mode);
    expect(2 * layout.padPx + plotLeftPx(layout) + layout.plotPx).toBe(width);
  });
});

describe("laneSize", () => {
  const crowd = { mode: "wide", arms: 2, workers: 2, roomy: false, boxed: false } as const;

  it("draws two arenas of two workers at 96 px, bars of 44 px at 29", () => {
    expect(laneSize(crowd)).toMatchObject({ heightPx: 96, barTopPx: 29, barPx: 44, footerPx: 30 });
  });

  it("gives a boxed ledger its 10 px from the lanes", () => {
    expect(laneSize({ ...crowd, boxed: true })).toMatchObject({
      heightPx: 90,
      barTopPx: 26,
      footerPx: 40,
    });
  });

  it("grows to 132 px without the metrics", () => {
    expect(laneSize({ ...crowd, roomy: true }).heightPx).toBe(132);
  });

  it("keeps up to four workers of an arena on the height of two", () => {
    for (const workers of [2, 3, 4]) {
      expect(laneSize({ ...crowd, workers }).heightPx * workers).toBe(192);
    }
  });

  it("draws three and four arenas at 64 px", () => {
    expect(laneSize({ ...crowd, arms: 3 }).heightPx).toBe(64);
    expect(laneSize({ ...crowd, arms: 4 }).heightPx).toBe(64);
  });

  it("never lets a bar leave its lane, whatever the crowd", () => {
    for (const arms of [1, 2, 3, 4]) {
      for (let workers = 1; workers <= 64; workers++) {
        for (const boxed of [false, true]) {
          const size = laneSize({ ...crowd, arms, workers, boxed });
          expect(size.heightPx).toBeGreaterThanOrEqual(28);
          expect(size.barTopPx + size.barPx).toBeLessThanOrEqual(size.heightPx);
          expect(size.barPx).toBeGreaterThanOrEqual(20);
        }
      }
    }
  });

  it("leaves room for a lane where nobody works", () => {
    expect(lanesPx(laneSize({ ...crowd, workers: 0 }), 0)).toBe(96);
  });
});

describe("queueRows", () => {
  it("has five in the box of two lanes, none in a low one", () => {
    expect(queueRows(192)).toBe(5);
    expect(queueRows(48)).toBe(0);
  });
});
