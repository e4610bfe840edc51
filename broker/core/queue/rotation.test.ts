import { describe, expect, it } from "vitest";
import { LinkedList } from "#broker/core/linked-list.ts";
import { Rotation } from "./rotation.ts";
import type { Contender } from "./turns.ts";

class Waiter implements Contender<Waiter> {
  readonly name: string;
  readonly priority: number | bigint;
  readonly blocked: LinkedList<Waiter>;
  isFull = false;
  isAtLastCredit = false;
  holdsNothing = true;
  list: LinkedList<Waiter> | undefined;
  next: Waiter | undefined;
  previous: Waiter | undefined;

  constructor(name: string, blocked: LinkedList<Waiter>, priority: number | bigint) {
    this.name = name;
    this.priority = priority;
    this.blocked = blocked;
  }

  canTake(): boolean {
    return !this.isFull;
  }
}

interface Setup {
  readonly turn: string;
  readonly full?: string;
  readonly blocksAtOnce?: boolean;
  readonly priorities?: Readonly<Record<string, number | bigint>>;
}

function setup({ turn, full = "", priorities = {}, blocksAtOnce = false }: Setup) {
  const rotation = new Rotation<Waiter>({ blocksAtOnce });
  const blocked = new LinkedList<Waiter>();
  const waiters = new Map(
    Array.from(turn, (name) => [name, new Waiter(name, blocked, priorities[name] ?? 0)]),
  );
  for (const waiter of waiters.values()) {
    waiter.isFull = full.includes(waiter.name);
    rotation.join(waiter);
  }
  return {
    rotation,
    waiter: (name: string) => waiters.get(name)!,
    next: (count: number) =>
      Array.from({ length: count }, () => rotation.next()?.name ?? "-").join(""),
    blocked: () => Array.from(blocked, ({ name }) => name).join(""),
  };
}

describe("next", () => {
  it("DQ1: goes round", () => {
    expect(setup({ turn: "ABC" }).next(7)).toBe("ABCABCA");
  });

  it("DQ2: blocks whom it finds full on the way, and no one else", () => {
    const { next, blocked } = setup({ turn: "ABCD", full: "AD" });
    expect(next(1)).toBe("B");
    expect(blocked()).toBe("A");
  });

  it("DQ3: is nobody when all are full, and then all are blocked", () => {
    const { next, blocked } = setup({ turn: "ABC", full: "ABC" });
    expect(next(1)).toBe("-");
    expect(blocked()).toBe("ABC");
  });
});

it("QQ9: can let them leave the turn with the last they take", () => {
  const { waiter, next, blocked } = setup({ turn: "ABC", blocksAtOnce: true });
  waiter("B").isAtLastCredit = true;
  expect(next(5)).toBe("ABCAC");
  expect(blocked()).toBe("B");
});

describe("priorities", () => {
  it("CS1: the highest that can take comes first, whoever joined first", () => {
    const { next } = setup({ turn: "ABCD", full: "C", priorities: { A: -1, B: 5, C: 10, D: 5 } });
    expect(next(4)).toBe("BDBD");
  });

  it("CS4: are exact up to 64 bits", () => {
    const highest = 2n ** 63n - 1n;
    const { next } = setup({ turn: "ABC", priorities: { A: highest - 1n, B: highest, C: 7 } });
    expect(next(2)).toBe("BB");
  });

  it("CS3: one let back in goes behind those of its priority", () => {
    const { rotation, waiter, next } = setup({
      turn: "ABCD",
      full: "A",
      priorities: { A: 1, B: 1, C: 1 },
    });
    expect(next(1)).toBe("B");
    waiter("A").isFull = false;
    waiter("A").list!.remove(waiter("A"));
    rotation.join(waiter("A"));
    expect(next(4)).toBe("CBAC");
  });
});

describe("join", () => {
  it("DQ4: puts one who was blocked behind those in turn", () => {
    const { rotation, waiter, next } = setup({ turn: "ABC", full: "A" });
    expect(next(1)).toBe("B");
    waiter("A").isFull = false;
    waiter("A").list!.remove(waiter("A"));
    rotation.join(waiter("A"));
    expect(next(3)).toBe("CBA");
  });

  it("DQ6: one who leaves is cut out of the turn", () => {
    const { waiter, next } = setup({ turn: "ABC" });
    waiter("B").list!.remove(waiter("B"));
    expect(next(4)).toBe("ACAC");
  });

  it("refuses one who is in turn already", () => {
    const { rotation, waiter } = setup({ turn: "A" });
    expect(() => {
      rotation.join(waiter("A"));
    }).toThrow("already in a list");
  });
});
