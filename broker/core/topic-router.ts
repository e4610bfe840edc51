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
    const matches = new Set<Destination>();
    collect(this.#root, wordsOf(routingKey), 0, matches);
    return [...matches];
  }
}

/** The empty key has no words, where "." has two empty ones. */
function wordsOf(routingKey: string): readonly string[] {
  return routingKey === "" ? [] : routingKey.split(".");
}

function collect<Destination>(
  node: Node<Destination>,
  words: readonly string[],
  depth: number,
  matches: Set<Destination>,
): void {
  const hash = node.children.get("#");
  if (hash !== undefined) {
    for (let skipped = depth; skipped <= words.length; skipped++)
      collect(hash, words, skipped, matches);
  }
  const word = words[depth];
  if (word === undefined) {
    for (const { destination } of node.bindings) matches.add(destination);
    return;
  }
  const star = node.children.get("*");
  if (star !== undefined) collect(star, words, depth + 1, matches);
  const child = word === "*" || word === "#" ? undefined : node.children.get(word);
  if (child !== undefined) collect(child, words, depth + 1, matches);
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
