import type { Binding, Router } from "./binding.ts";

interface Node<Destination> {
  readonly children: Map<string, Node<Destination>>;
  readonly bindings: Set<Binding<Destination>>;
}

const newNode = <Destination>(): Node<Destination> => ({
  children: new Map(),
  bindings: new Set(),
});

/** Keys are words between dots; in a binding `*` stands for one word, `#` for any number of them. */
export class TopicRouter<Destination> implements Router<Destination> {
  readonly #root = newNode<Destination>();

  add(binding: Binding<Destination>): void {
    let node = this.#root;
    for (const word of wordsOf(binding.routingKey)) {
      const child = node.children.get(word) ?? newNode<Destination>();
      node.children.set(word, child);
      node = child;
    }
    node.bindings.add(binding);
  }

  remove(binding: Binding<Destination>): void {
    removeBelow(this.#root, wordsOf(binding.routingKey), 0, binding);
  }

  route(routingKey: string): readonly Destination[] {
    const search = new Search<Destination>(wordsOf(routingKey));
    search.collect(this.#root, 0);
    return [...search.matches];
  }
}

/** The empty key has no words, where "." has two empty ones. */
function wordsOf(routingKey: string): readonly string[] {
  return routingKey === "" ? [] : routingKey.split(".");
}

/** Looks up one routing key. */
class Search<Destination> {
  readonly matches = new Set<Destination>();
  readonly #words: readonly string[];
  /**
   * From which word on each # has been tried. Without it the ways through several # would multiply: a key of 255
   * octets could take years.
   */
  readonly #tried = new Map<Node<Destination>, number>();

  constructor(words: readonly string[]) {
    this.#words = words;
  }

  collect(node: Node<Destination>, depth: number): void {
    const hash = node.children.get("#");
    if (hash !== undefined) this.#skipFrom(hash, depth);
    const word = this.#words[depth];
    if (word === undefined) {
      for (const { destination } of node.bindings) this.matches.add(destination);
      return;
    }
    const star = node.children.get("*");
    if (star !== undefined) this.collect(star, depth + 1);
    const child = word === "*" || word === "#" ? undefined : node.children.get(word);
    if (child !== undefined) this.collect(child, depth + 1);
  }

  #skipFrom(hash: Node<Destination>, depth: number): void {
    const end = this.#tried.get(hash) ?? this.#words.length + 1;
    if (depth >= end) return;
    this.#tried.set(hash, depth);
    for (let skipped = depth; skipped < end; skipped++) this.collect(hash, skipped);
  }
}

/** Drops the branches it leaves bare. */
function removeBelow<Destination>(
  node: Node<Destination>,
  words: readonly string[],
  depth: number,
  binding: Binding<Destination>,
): void {
  const word = words[depth];
  if (word === undefined) {
    node.bindings.delete(binding);
    return;
  }
  const child = node.children.get(word);
  if (child === undefined) return;
  removeBelow(child, words, depth + 1, binding);
  if (child.bindings.size === 0 && child.children.size === 0) node.children.delete(word);
}
