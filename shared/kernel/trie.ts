/*
 * A tree of arrays of 32: what is at an index is found and changed in log₃₂ n steps. A change copies the
 * nodes on its way, and shares the others with what was before. Absent nodes are simply not there.
 */

const BITS = 5;
/** Of an index: its place in its leaf. */
export const MASK = (1 << BITS) - 1;

/** Who holds it may change the nodes made for it in place: nobody else has seen them. */
export type Owner = symbol;

interface Node<Item> {
  readonly owner: Owner | null;
  /** Nodes; or, at the lowest level, items. */
  readonly slots: (Node<Item> | Item | undefined)[];
}

export interface Trie<Item> {
  readonly root: Node<Item> | undefined;
  /** The bits of an index below those that choose among the root's slots. */
  readonly shift: number;
}

export const EMPTY_TRIE: Trie<never> = { root: undefined, shift: 0 };

/** The lowest array that `index` is in, if it is there. Indexes that differ in their last 5 bits share it. */
export function leafOf<Item>(
  { root, shift }: Trie<Item>,
  index: number,
): readonly Item[] | undefined {
  if (index >>> shift > MASK) return undefined;
  let node = root;
  for (let level = shift; level > 0 && node !== undefined; level -= BITS) {
    node = node.slots[(index >>> level) & MASK] as Node<Item> | undefined;
  }
  return node?.slots as readonly Item[] | undefined;
}

export function itemAt<Item>(trie: Trie<Item>, index: number): Item | undefined {
  return leafOf(trie, index)?.[index & MASK];
}

/** Every array of items there is, with the index of its first, in order. */
export function* leavesOf<Item>({ root, shift }: Trie<Item>): Generator<Leaf<Item>, undefined> {
  if (root !== undefined) yield* leavesUnder(root, shift, 0);
  return undefined;
}

type Leaf<Item> = readonly [start: number, items: readonly (Item | undefined)[]];

function* leavesUnder<Item>(
  { slots }: Node<Item>,
  level: number,
  start: number,
): Generator<Leaf<Item>, undefined> {
  if (level === 0) yield [start, slots as (Item | undefined)[]];
  else {
    for (const [slot, child] of (slots as (Node<Item> | undefined)[]).entries()) {
      if (child) yield* leavesUnder(child, level - BITS, start + (slot << level));
    }
  }
  return undefined;
}

/**
 * @param item `undefined` takes away what is there, and every node that is empty then.
 * @returns the trie with `item` at `index`; the one given stays as it was, but for nodes of `owner`.
 */
export function withItem<Item>(
  { root, shift }: Trie<Item>,
  index: number,
  item: Item | undefined,
  owner: Owner | null,
): Trie<Item> {
  let top = root;
  let level = shift;
  while (index >>> level > MASK) {
    if (top !== undefined) top = { owner, slots: [top] };
    level += BITS;
  }
  return { root: edited(top, level, index, item, owner), shift: level };
}

function edited<Item>(
  node: Node<Item> | undefined,
  level: number,
  index: number,
  item: Item | undefined,
  owner: Owner | null,
): Node<Item> | undefined {
  const own = ownNode(node, owner);
  const slot = (index >>> level) & MASK;
  // An array with holes is a slow one.
  while (own.slots.length < slot) own.slots.push(undefined);
  const under = own.slots[slot] as Node<Item> | undefined;
  const next = level === 0 ? item : edited(under, level - BITS, index, item, owner);
  own.slots[slot] = next;
  return next === undefined && own.slots.every((one) => one === undefined) ? undefined : own;
}

function ownNode<Item>(node: Node<Item> | undefined, owner: Owner | null): Node<Item> {
  if (node === undefined) return { owner, slots: [] };
  return owner !== null && node.owner === owner ? node : { owner, slots: node.slots.slice() };
}
