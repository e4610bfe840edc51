import fc from "fast-check";
import { expect, it } from "vitest";
import { Timeline } from "./timeline.ts";

const anyChanges = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, noNaN: true })),
    fc.integer(),
  ),
  { maxLength: 300 },
);

it("is a stable sort by time, however often it is asked, and goes on to grow", () => {
  fc.assert(
    fc.property(anyChanges, anyChanges, (first, then) => {
      const timeline = new Timeline();
      const inOrder = () => {
        const seen: (readonly [number, number])[] = [];
        timeline.inOrder((at, what) => seen.push([at, what | 0]));
        return seen;
      };
      const byTime = (changes: typeof first) =>
        changes.map(([at, what]) => [at + 0, what | 0] as const).toSorted((a, b) => a[0] - b[0]);

      for (const [at, what] of first) timeline.add(at, what);
      expect(inOrder()).toEqual(byTime(first));
      for (const [at, what] of then) timeline.add(at, what);
      expect(inOrder()).toEqual(
        byTime([...byTime(first), ...then].map(([at, what]) => [at, what])),
      );
    }),
  );
});
