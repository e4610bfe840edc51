import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { Patience } from "./patience.ts";

function patience(ms: number) {
  const wall = fakeWallClock();
  const one = new Patience(wall, ms);
  let isTold = false;
  void one.over.then(() => (isTold = true));
  const after = async (laterMs: number) => {
    wall.advance(laterMs);
    await Promise.resolve();
    return [one.isOver, isTold];
  };
  return { one, after };
}

it("is over after so long, or sooner where somebody else waits less", async () => {
  const alone = patience(60_000);
  expect(await alone.after(59_999)).toEqual([false, false]);
  expect(await alone.after(1)).toEqual([true, true]);
  const { one, after } = patience(60_000);
  await after(10_000);
  one.atMost(8000);
  one.atMost(30_000);
  expect(await after(7999)).toEqual([false, false]);
  expect(await after(1)).toEqual([true, true]);
});

it("says nothing when what it was for came in time", async () => {
  const { one, after } = patience(8000);
  one.end();
  expect((await after(9000))[1]).toBe(false);
});
