import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { boundedLog } from "./bounded-log.ts";

it("writes what goes wrong, not each time that it does, and says how much it left out", () => {
  const wall = fakeWallClock();
  const lines: unknown[] = [];
  const log = boundedLog({
    write: (...parts) => lines.push(parts.join(" ")),
    wall,
    leftOut: (count) => `(${count} left out)`,
  });
  for (let i = 0; i < 10_000; i++) log("error", i);
  expect(lines).toHaveLength(100);
  expect(lines[99]).toBe("error 99");
  wall.advance(60_000);
  expect(lines.slice(100)).toEqual(["(9900 left out)"]);
  // Twelve more by then, at one in five seconds.
  for (let i = 0; i < 100; i++) log("again", i);
  expect(lines.at(-1)).toBe("again 11");
  wall.advance(60_000);
  expect(lines.at(-1)).toBe("(88 left out)");
});
