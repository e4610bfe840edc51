import fc from "fast-check";
import { expect, it } from "vitest";
import { BEGINNING, lasting, moment, type AtMs } from "../kernel/moment.ts";
import { inOrder, type InOrder } from "./in-order.ts";

interface Report {
  readonly name: string;
  readonly atMs: AtMs;
}

const EMPTY: InOrder<Report> = { waiting: [], due: [], writtenAtMs: BEGINNING };
const take = inOrder<Report>(lasting(100));
const say = (name: string, atMs: number): Report => ({ name, atMs: moment(atMs) });

/** @returns the names as they are written, with their moments. */
function written(arrivals: readonly (readonly [nowMs: number, report?: Report])[]): string[] {
  let state = EMPTY;
  return arrivals.flatMap(([nowMs, report]) => {
    state = take(state, moment(nowMs), report);
    return state.due.map(({ name, atMs }) => `${name}@${atMs}`);
  });
}

it("waits for an earlier one as long as the window", () => {
  expect(written([[150, say("b", 60)], [155, say("a", 50)], [160]])).toEqual(["a@50", "b@60"]);
});

it("keeps the order of arrival at one moment", () => {
  expect(written([[10, say("a", 10)], [12, say("b", 10)], [200]])).toEqual(["a@10", "b@10"]);
});

it("writes what comes too late at the moment the log has reached", () => {
  expect(
    written([
      [200, say("b", 100)],
      [260, say("a", 40)],
    ]),
  ).toEqual(["b@100", "a@100"]);
});

it("writes everything once, and never runs backwards", () => {
  const anyReport = fc.record({ atMs: fc.nat(500), lateMs: fc.nat(150) });
  fc.assert(
    fc.property(fc.array(anyReport), (reports) => {
      const arrivals = reports
        .map(({ atMs, lateMs }, i) => [atMs + lateMs, say(String(i), atMs)] as const)
        .sort((a, b) => a[0] - b[0]);
      const out = written([...arrivals, [1_000]]).map((text) => text.split("@").map(Number));
      expect(out.map(([name]) => name).sort((a, b) => a! - b!)).toEqual(reports.map((_, i) => i));
      expect(out.every(([, atMs], i) => i === 0 || atMs! >= out[i - 1]![1]!)).toBe(true);
      const inTime = out.filter(([name]) => reports[name!]!.lateMs <= 100);
      expect(
        inTime.length === reports.length && out.some(([n, at]) => at !== reports[n!]!.atMs),
      ).toBe(false);
    }),
  );
});
