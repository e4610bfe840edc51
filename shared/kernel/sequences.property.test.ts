import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Line } from "./line.ts";
import { NumberSet } from "./number-set.ts";
import { Queue } from "./queue.ts";
import type { Sequence } from "./sequence.ts";
import type { Owner } from "./trie.ts";
import { Vector } from "./vector.ts";

interface Owned<Self> {
  readonly ownedBy: (owner: Owner | null) => Self;
}

/** What a sequence made of `items` holds. */
function arrayOf(read: Sequence<number>, items: readonly number[]): readonly number[] {
  if (read instanceof NumberSet) return [...new Set(items)].sort((a, b) => a - b);
  return read instanceof Line ? [...new Set(items)] : items;
}

/** One change of a structure, and the same change of the array it must equal. */
interface Change<Structure> {
  readonly make: (structure: Structure) => Structure;
  readonly model: (items: readonly number[]) => readonly number[];
}

/** Enough for three levels of 32. */
const SIZES = fc.constantFrom(0, 1, 31, 32, 33, 1023, 1024, 1025, 33_000);
const firstNumbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/**
 * After random batches of changes, each batch by an owner or by nobody, the structure equals the array, and so
 * does every earlier one what it was.
 */
function expectEqualsArray<Structure extends Sequence<number> & Partial<Owned<Structure>>>(
  of: (items: readonly number[]) => Structure,
  anyChange: fc.Arbitrary<Change<Structure>>,
): void {
  const anyBatch = fc.record({ changes: fc.array(anyChange), isOwned: fc.boolean() });
  fc.assert(
    fc.property(SIZES, fc.array(anyBatch, { maxLength: 4 }), (size, batches) => {
      let [structure, items]: [Structure, readonly number[]] = [
        of(firstNumbers(size)),
        firstNumbers(size),
      ];
      const seen = [{ structure, items }];
      for (const { changes, isOwned } of batches) {
        structure = structure.ownedBy?.(isOwned ? Symbol("batch") : null) ?? structure;
        for (const change of changes) {
          structure = change.make(structure);
          items = change.model(items);
          if (!isOwned) seen.push({ structure, items });
        }
        structure = structure.ownedBy?.(null) ?? structure;
        seen.push({ structure, items });
      }
      for (const one of seen) expect(one.structure.toArray()).toEqual(one.items);
    }),
    { numRuns: 30 },
  );
}

describe("Vector", () => {
  it("equals an array under any changes", () => {
    expectEqualsArray<Vector<number>>(
      (items) => Vector.of(items),
      fc.oneof(
        fc.nat().map((item) => ({
          make: (vector: Vector<number>) => vector.append(item),
          model: (items: readonly number[]) => [...items, item],
        })),
        fc.tuple(fc.nat(), fc.nat()).map(([at, item]) => ({
          make: (vector: Vector<number>) =>
            vector.length === 0 ? vector : vector.with(at % vector.length, item),
          model: (items: readonly number[]) =>
            items.length === 0 ? items : items.with(at % items.length, item),
        })),
      ),
    );
  });

  it("is read as an array is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(50), { maxLength: 70 }),
        fc.nat(80),
        fc.nat(80),
        (items, i, j) => {
          const isEven = (one: number) => one % 2 === 0;
          for (const read of [
            Vector.of(items),
            Queue.of(items),
            NumberSet.of(items),
            Line.of(items),
          ]) {
            const array = arrayOf(read, items);
            expect(read.length).toBe(array.length);
            expect([...read]).toEqual(array);
            expect([i, -i, j].map((at) => read.at(at))).toEqual(
              [i, -i, j].map((at) => array.at(at)),
            );
            expect(read.slice(i, j)).toEqual(array.slice(i, j));
            expect(read.map((one, at) => one + at)).toEqual(array.map((one, at) => one + at));
            expect(read.flatMap((one) => (isEven(one) ? [one, 0] : []))).toEqual(
              array.flatMap((one) => (isEven(one) ? [one, 0] : [])),
            );
            expect(read.filter(isEven)).toEqual(array.filter(isEven));
            expect(read.find(isEven)).toBe(array.find(isEven));
            expect(read.some(isEven)).toBe(array.some(isEven));
            expect(read.every(isEven)).toBe(array.every(isEven));
            expect(read.reduce((sum, one) => sum + one, 1)).toBe(
              array.reduce((sum, one) => sum + one, 1),
            );
          }
          const vector = Vector.of(items);
          expect(vector.findLast(isEven)).toBe(items.findLast(isEven));
          expect(vector.findLastIndex(isEven)).toBe(items.findLastIndex(isEven));
        },
      ),
    );
  });

  it("refuses a place it has not", () => {
    expect(() => Vector.of([1]).with(1, 2)).toThrow("No place 1 in 1");
  });
});

describe("NumberSet", () => {
  it("equals a sorted array without doubles under any changes", () => {
    const anyMember = fc.oneof(fc.nat(100), fc.nat(40_000));
    expectEqualsArray<NumberSet>(
      (items) => NumberSet.of(items),
      fc.oneof(
        anyMember.map((member) => ({
          make: (set: NumberSet) => set.add(member),
          model: (items: readonly number[]) =>
            items.includes(member) ? items : [...items, member].sort((a, b) => a - b),
        })),
        anyMember.map((member) => ({
          make: (set: NumberSet) => set.without(member),
          model: (items: readonly number[]) => items.filter((one) => one !== member),
        })),
      ),
    );
  });

  it("knows what it has", () => {
    const set = NumberSet.of<number>([0, 29, 30, 959, 960, 1_000_000]);
    expect([0, 1, 29, 30, 31, 959, 960, 999_999, 1_000_000].filter((n) => set.has(n))).toEqual([
      0, 29, 30, 959, 960, 1_000_000,
    ]);
  });
});

describe("Line", () => {
  it("equals an array without doubles under any changes", () => {
    const anyMember = fc.oneof(fc.nat(100), fc.nat(40_000));
    expectEqualsArray<Line>(
      (items) => Line.of(items),
      fc.oneof(
        anyMember.map((member) => ({
          make: (line: Line) => line.add(member),
          model: (items: readonly number[]) =>
            items.includes(member) ? items : [...items, member],
        })),
        anyMember.map((member) => ({
          make: (line: Line) => line.without(member),
          model: (items: readonly number[]) => items.filter((one) => one !== member),
        })),
      ),
    );
  });

  it("is empty when all have left, and takes who comes then", () => {
    const line = Line.of<number>([7, 3]).without(7).without(3);
    expect([line.length, line.toArray(), line.has(3)]).toEqual([0, [], false]);
    expect(line.add(3).add(1).toArray()).toEqual([3, 1]);
  });
});

describe("Queue", () => {
  it("equals an array under any changes", () => {
    expectEqualsArray<Queue<number>>(
      (items) => Queue.of(items),
      fc.oneof(
        fc.nat(60).map((item) => ({
          make: (queue: Queue<number>) => queue.append(item),
          model: (items: readonly number[]) => [...items, item],
        })),
        fc.nat(60).map((item) => ({
          make: (queue: Queue<number>) => queue.without(item),
          model: (items: readonly number[]) => {
            const index = items.indexOf(item);
            return index === -1 ? items : items.toSpliced(index, 1);
          },
        })),
        fc.constant({
          make: (queue: Queue<number>) => {
            const first = queue.at(0);
            return first === undefined ? queue : queue.without(first);
          },
          model: (items: readonly number[]) => items.slice(1),
        }),
      ),
    );
  });
});
