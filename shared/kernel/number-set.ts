import { Sequence } from "./sequence.ts";
import { EMPTY_TRIE, itemAt, leavesOf, withItem, type Owner, type Trie } from "./trie.ts";

/** As many as every engine keeps in a small integer. */
const BITS_A_WORD = 30;

/**
 * Whole numbers from 0 in ascending order, each once; a bit for each. It is never changed: each change, in
 * O(log n), is a new set that shares what it can.
 */
export class NumberSet<Member extends number = number> extends Sequence<Member> {
  static readonly #EMPTY = new NumberSet<never>(EMPTY_TRIE, 0, null);

  static of<Member extends number>(members: Iterable<Member> = []): NumberSet<Member> {
    let set: NumberSet<Member> = NumberSet.#EMPTY;
    for (const member of members) set = set.add(member);
    return set;
  }

  /** Bit b of word w stands for 30 w + b. No word is 0. */
  readonly #words: Trie<number>;
  readonly #owner: Owner | null;
  readonly length: number;

  private constructor(words: Trie<number>, length: number, owner: Owner | null) {
    super();
    this.#words = words;
    this.length = length;
    this.#owner = owner;
  }

  /** As with a vector's owner: of the sets made by changes only the last may be read. */
  ownedBy(owner: Owner | null): NumberSet<Member> {
    return owner === this.#owner ? this : new NumberSet(this.#words, this.length, owner);
  }

  has(member: Member): boolean {
    const word = Math.floor(member / BITS_A_WORD);
    return ((itemAt(this.#words, word) ?? 0) & (1 << (member % BITS_A_WORD))) !== 0;
  }

  add(member: Member): NumberSet<Member> {
    return this.has(member) ? this : this.#flip(member, 1);
  }

  without(member: Member): NumberSet<Member> {
    return this.has(member) ? this.#flip(member, -1) : this;
  }

  #flip(member: Member, more: 1 | -1): NumberSet<Member> {
    const index = Math.floor(member / BITS_A_WORD);
    const word = (itemAt(this.#words, index) ?? 0) ^ (1 << (member % BITS_A_WORD));
    const words = withItem(this.#words, index, word === 0 ? undefined : word, this.#owner);
    return new NumberSet(words, this.length + more, this.#owner);
  }

  [Symbol.iterator](): Iterator<Member, undefined> {
    const leaves = leavesOf(this.#words);
    let leaf: readonly (number | undefined)[] = [];
    let start = 0;
    let slot = -1;
    /** Of the present word, the bits yet to come. */
    let bits = 0;
    return {
      next: () => {
        while (bits === 0) {
          if (++slot >= leaf.length) {
            const following = leaves.next().value;
            if (following === undefined) return { done: true, value: undefined };
            [start, leaf] = following;
            slot = 0;
          }
          bits = leaf[slot] ?? 0;
        }
        const bit = 31 - Math.clz32(bits & -bits);
        bits ^= 1 << bit;
        return { done: false, value: ((start + slot) * BITS_A_WORD + bit) as Member };
      },
    };
  }
}
