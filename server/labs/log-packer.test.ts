import { expect, it } from "vitest";
import { moment } from "#shared/kernel/moment.ts";
import { unpackLog } from "#shared/protocol/packed.ts";
import type { Logged, RunId, Seq } from "#shared/run-log/run-event.ts";
import { packLog } from "./log-packer.ts";
import { PackedCache } from "./packed-cache.ts";

function run(count: number) {
  const log = Array.from({ length: count }, (_, i): Logged => {
    return { type: "noted", text: "x", seq: (i + 1) as Seq, atMs: moment(i) };
  });
  const cache = new PackedCache(10_000_000);
  const whole = {
    runId: "r" as RunId,
    count,
    events: (afterSeq: number, most: number) => log.slice(afterSeq, afterSeq + most),
  };
  return { log, since: (after: number, most: number) => packLog(whole, after as Seq, most, cache) };
}

it.each([
  [0, 4000],
  [1, 4000],
  [999, 1],
  [1000, 2500],
  [7300, 4000],
  [7321, 4000],
  [9000, 4000],
])("holds what comes after %i, %i at most, without a gap", (after, most) => {
  const { log, since } = run(7321);
  const got = unpackLog(since(after, most), after as Seq);
  expect(got.slice(0, most)).toEqual(log.slice(after, after + most));
  expect(got.length).toBeLessThan(most + 1000);
});

it("gives everybody the same bytes, wherever they begin", () => {
  const { since } = run(7321);
  const [one, other] = [since(10, 4000), since(640, 4000)];
  expect(one.length).toBe(5);
  for (const [i, block] of one.entries()) expect(other[i]).toBe(block);
});
