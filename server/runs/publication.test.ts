import { expect, it } from "vitest";
import type { NumberedTask } from "#shared/scenario/workload.ts";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { LabClock } from "#shared/kernel/lab-clock.ts";
import { Publication } from "./publication.ts";

it("publishes each task at its moment and numbers it then, one pushed by hand among them", () => {
  const wall = fakeWallClock();
  const clock = new LabClock(wall);
  const published: NumberedTask[] = [];
  const publication = new Publication(clock, (task) => published.push(task));
  publication.schedule([
    { text: "later..", publishAtMs: 2000 },
    { text: "first.", publishAtMs: 0 },
    { text: "second...", publishAtMs: 0 },
  ]);
  clock.resume();
  wall.advance(1000);
  expect(publication.pending).toBe(1);
  expect(publication.push({ text: "by hand...." })).toEqual({
    text: "by hand....",
    publishAtMs: 1000,
  });
  wall.advance(1000);
  expect(publication.pending).toBe(0);
  expect(published).toEqual([
    { text: "first.", publishAtMs: 0, task: 1, serviceMs: 1000 },
    { text: "second...", publishAtMs: 0, task: 2, serviceMs: 3000 },
    { text: "by hand....", publishAtMs: 1000, task: 3, serviceMs: 4000 },
    { text: "later..", publishAtMs: 2000, task: 4, serviceMs: 2000 },
  ]);
});
