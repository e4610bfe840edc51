import { describe, expect, it } from "vitest";
import { placeLabels } from "./overlay.model.ts";
import { timeScale } from "./time-scale.model.ts";

const scale = timeScale(25_000, 980);
const finish = (atMs: number) => ({
  kind: "finish" as const,
  text: `finished ${atMs / 1000} s`,
  atMs,
  side: "start" as const,
});
const bound = {
  kind: "bound" as const,
  text: "lower bound 15.0 s",
  atMs: 15_000,
  side: "start" as const,
};

describe("placeLabels", () => {
  it("stands right of its line, or left of it at the edge", () => {
    expect(placeLabels([finish(24_000), bound], scale)).toMatchObject([
      { anchor: "end", row: 0 },
      { anchor: "start", row: 0 },
    ]);
  });

  it("moves to the other side rather than cover another label", () => {
    expect(placeLabels([finish(15_500), bound], scale)[1]).toMatchObject({ anchor: "end", row: 0 });
  });

  it("goes one row down where both sides are taken", () => {
    const taken = [[{ from: 300, to: 900 }]];
    expect(placeLabels([bound], scale, { taken })[0]).toMatchObject({ row: 1 });
  });

  it("is left out where the row below is taken too", () => {
    const wide = [{ from: 300, to: 900 }];
    expect(placeLabels([bound], scale, { taken: [wide, wide] })).toEqual([]);
  });

  it("is left out where there is no room at all, rather than written over another", () => {
    const taken = [[{ from: 300, to: 800 }]];
    const placed = placeLabels([finish(24_500), bound], scale, { taken, rows: 1 });
    expect(placed.map(({ kind }) => kind)).toEqual(["finish"]);
  });
});
