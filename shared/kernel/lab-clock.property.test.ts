import fc from "fast-check";
import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { LabClock } from "./lab-clock.ts";

const action = fc.oneof(
  fc.record({ do: fc.constant("advance" as const), by: fc.integer({ min: 0, max: 500 }) }),
  fc.record({ do: fc.constant("at" as const), by: fc.integer({ min: 0, max: 3000 }) }),
  fc.record({ do: fc.constant("speed" as const), by: fc.constantFrom(0.5, 1, 4, 20) }),
  fc.record({ do: fc.constantFrom("pause" as const, "resume", "step"), by: fc.constant(0) }),
);

it("never runs backwards, and every timer rings at exactly its moment, in order", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 60 }), fc.nat(30), (actions, lateMs) => {
      const wall = fakeWallClock();
      wall.lateMs = lateMs;
      const clock = new LabClock(wall);
      const rung: { readonly dueMs: number; readonly atMs: number }[] = [];
      let lastMs = 0;
      for (const { do: what, by } of actions) {
        if (what === "advance") wall.advance(by);
        else if (what === "speed") clock.setSpeed(by);
        else if (what === "at") {
          const dueMs = clock.nowMs() + by;
          clock.at(dueMs, () => rung.push({ dueMs, atMs: clock.nowMs() }));
        } else clock[what]();
        expect(clock.nowMs()).toBeGreaterThanOrEqual(lastMs);
        lastMs = clock.nowMs();
      }
      expect(rung.every(({ dueMs, atMs }) => dueMs === atMs)).toBe(true);
      expect(rung).toEqual(rung.toSorted((a, b) => a.dueMs - b.dueMs));
    }),
  );
});
