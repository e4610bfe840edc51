import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { GuessLimit } from "./guess-limit.ts";

it("never counts joins: a class comes at once", () => {
  const limit = new GuessLimit(() => 0);
  const joins = Array.from({ length: 5000 }, () => limit.mayTry("10.0.0.1", false));
  expect(joins).not.toContain(false);
});

it("takes few of 20,000 guesses a second, and still lets the class in beside them", () => {
  const wall = fakeWallClock();
  const limit = new GuessLimit(() => wall.nowMs());
  let taken = 0;
  for (let ms = 0; ms < 10_000; ms += 10) {
    wall.advance(10);
    for (let i = 0; i < 200; i++) {
      if (!limit.mayTry("10.0.0.1", i > 0 || ms > 0)) continue;
      taken++;
      limit.failed("10.0.0.1");
    }
  }
  expect(taken).toBeLessThan(200);
  const joins = Array.from({ length: 500 }, () => limit.mayTry("10.0.0.1", false));
  expect(joins).not.toContain(false);
  expect(limit.mayTry("10.0.0.2", false)).toBe(true);
});

it("lets in a class of 500 beside guesses, and of sockets without end a few at a time", () => {
  const wall = fakeWallClock();
  const limit = new GuessLimit(() => wall.nowMs());
  for (let i = 0; i < 1000; i++) limit.failed("10.0.0.1");
  const letIn = () =>
    Array.from({ length: 1000 }, () => limit.mayTry("10.0.0.1", false)).filter(Boolean).length;
  expect(letIn()).toBe(500);
  // By then five wrong codes are forgiven, too, and whoever fails uses them up.
  wall.advance(1000);
  for (let i = 0; i < 5; i++) limit.failed("10.0.0.1");
  expect(letIn()).toBe(20);
});
