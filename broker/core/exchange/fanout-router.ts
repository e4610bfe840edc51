import type { Binding, Router } from "./binding.ts";

/** Everything bound, whatever the keys. */
export class FanoutRouter<Destination> implements Router<Destination> {
  readonly #bindings = new Set<Binding<Destination>>();
  #destinations: readonly Destination[] = [];

  add(binding: Binding<Destination>): void {
    this.#bindings.add(binding);
    this.#destinations = destinationsOf(this.#bindings);
  }

  remove(binding: Binding<Destination>): void {
    this.#bindings.delete(binding);
    this.#destinations = destinationsOf(this.#bindings);
  }

  route(): readonly Destination[] {
    return this.#destinations;
  }
}

function destinationsOf<Destination>(bindings: Iterable<Binding<Destination>>): Destination[] {
  return [...new Set(Array.from(bindings, ({ destination }) => destination))];
}
