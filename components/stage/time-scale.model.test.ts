import { describe, expect, it } from "vitest";
import { ticks, timeScale } from "./time-scale.model.ts";

describe("timeScale", () => {
  it("draws 25 s on 980 px at 39.2 px a second", () => {
    const { toX } = timeScale(25_000, 980);
    expect(toX(1000)).toBe(39.2);
    expect(toX(25_000)).toBe(980);
  });

  it("keeps a pointer beyond the plot inside the domain", () => {
    const { toMs } = timeScale(25_000, 980);
    expect(toMs(-40)).toBe(0);
    expect(toMs(2000)).toBe(25_000);
    expect(toMs(490)).toBe(12_500);
  });
});

describe("ticks", () => {
  it("marks every second and numbers every fifth", () => {
    const marks = ticks(timeScale(25_000, 980));
    expect(marks).toHaveLength(26);
    expect(marks.filter(({ major }) => major).map(({ atMs }) => atMs)).toEqual([
      0, 5000, 10_000, 15_000, 20_000, 25_000,
    ]);
  });

  it("thins out rather than crowd, up to an hour", () => {
    for (const domainMs of [60_000, 300_000, 3_600_000]) {
      const scale = timeScale(domainMs, 980);
      const [first, second] = ticks(scale);
      expect(scale.toX(second!.atMs) - scale.toX(first!.atMs)).toBeGreaterThanOrEqual(9);
    }
  });
});
