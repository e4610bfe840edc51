import { Sequence } from "./sequence.ts";
import { EMPTY_TRIE, itemAt, leavesOf, withItem, type Owner, type Trie } from "./trie.ts";

interface Places<Member> {
  readonly members: Trie<Member>;
  /** Of each member. */
  readonly places: Trie<number>;
  /** Whoever comes next gets it. */
  readonly end: number;
}

const NO_PLACES: Places<never> = { members: EMPTY_TRIE, places: EMPTY_TRIE, end: 0 };

/**
 * Whole numbers from 0 in the order they came, each once; any may leave at any time. It is never changed: each change, in
 * O(log n), is a new line that shares what it can.
 */
export class Line<Member extends number = number> extends Sequence<Member> {
  static readonly #EMPTY = new Line<never>(NO_PLACES, 0, null);

  static of<Member extends number>(members: Iterable<Member> = []): Line<Member> {
    let line: Line<Member> = Line.#EMPTY;
    for (const member of members) line = line.add(member);
    return line;
  }

  readonly #places: Places<Member>;
  readonly #owner: Owner | null;
  readonly length: number;

  private constructor(places: Places<Member>, length: number, owner: Owner | null) {
    super();
    this.#places = places;
    this.length = length;
    this.#owner = owner;
  }

  /** As with a vector's owner: of the lines made by changes only the last may be read. */
  ownedBy(owner: Owner | null): Line<Member> {
    return owner === this.#owner ? this : new Line(this.#places, this.length, owner);
  }

  has(member: Member): boolean {
    return itemAt(this.#places.places, member) !== undefined;
  }

  /** At its end, unless it is there. */
  add(member: Member): Line<Member> {
    if (this.has(member)) return this;
    const { members, places, end } = this.#places;
    const owner = this.#owner;
    const longer = {
      members: withItem(members, end, member, owner),
      places: withItem(places, member, end, owner),
      end: end + 1,
    };
    return new Line(longer, this.length + 1, owner);
  }

  without(member: Member): Line<Member> {
    const { members, places, end } = this.#places;
    const place = itemAt(places, member);
    if (place === undefined) return this;
    const owner = this.#owner;
    if (this.length === 1) return new Line<Member>(NO_PLACES, 0, owner);
    const shorter = {
      members: withItem(members, place, undefined, owner),
      places: withItem(places, member, undefined, owner),
      end,
    };
    return new Line(shorter, this.length - 1, owner);
  }

  *[Symbol.iterator](): Generator<Member, undefined> {
    for (const [, leaf] of leavesOf(this.#places.members)) {
      for (const member of leaf) if (member !== undefined) yield member;
    }
    return undefined;
  }
}
