import fc from "fast-check";
import { expect, it } from "vitest";
import { Unacked } from "./unacked.ts";

/** What is done to it: a delivery some tags on, or a settlement of the one at that place among those there are. */
const anyDeed = fc.oneof(
  fc.record({ add: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ take: fc.nat(), multiple: fc.boolean() }),
  fc.record({ takeUnknown: fc.nat(400), multiple: fc.boolean() }),
);

it("DQ19, DQ20: equals a table by tag, whatever is given and settled in whatever order", () => {
  fc.assert(
    fc.property(fc.array(anyDeed, { maxLength: 400, size: "max" }), (deeds) => {
      const unacked = new Unacked<string>();
      let model = new Map<number, string>();
      let lastTag = 0;
      const settle = (tag: number, multiple: boolean) => {
        const isKnown = model.has(tag);
        const taken = [...model].filter(([one]) => one === tag || (multiple && one < tag));
        if (!isKnown) {
          expect(multiple ? unacked.takeUpTo(tag) : unacked.take(tag)).toBeUndefined();
          return;
        }
        const expected = taken.map(([, delivery]) => delivery);
        expect(unacked.settle(tag, multiple)).toEqual(expected);
        for (const [one] of taken) model.delete(one);
        if (tag % 5 !== 0) return;
        // A transaction that is rolled back.
        unacked.putBack(taken);
        model = new Map([...model, ...taken].sort(([one], [other]) => one - other));
      };
      for (const deed of deeds) {
        if ("add" in deed) {
          lastTag += deed.add;
          unacked.add(lastTag, `d${lastTag}`);
          model.set(lastTag, `d${lastTag}`);
        } else if ("take" in deed) {
          const tags = [...model.keys()];
          if (tags.length > 0) settle(tags[deed.take % tags.length] ?? 0, deed.multiple);
        } else settle(deed.takeUnknown, deed.multiple);
        expect(unacked.size).toBe(model.size);
        expect([...unacked]).toEqual([...model.values()]);
      }
      expect(unacked.takeAll()).toEqual([...model.values()]);
    }),
    { numRuns: 60 },
  );
});
