import type { Binding, Router } from "./binding.ts";
import { FanoutRouter } from "./fanout-router.ts";

/** The routing key equals the binding's. */
export class DirectRouter<Destination> implements Router<Destination> {
  readonly #byKey = new Map<string, FanoutRouter<Destination>>();

  add(binding: Binding<Destination>): void {
    const found = this.#byKey.get(binding.routingKey);
    const bindings = found ?? new FanoutRouter<Destination>();
    if (found === undefined) this.#byKey.set(binding.routingKey, bindings);
    bindings.add(binding);
  }

  remove(binding: Binding<Destination>): void {
    const bindings = this.#byKey.get(binding.routingKey);
    bindings?.remove(binding);
    if (bindings?.route().length === 0) this.#byKey.delete(binding.routingKey);
  }

  route(routingKey: string): readonly Destination[] {
    return this.#byKey.get(routingKey)?.route() ?? [];
  }
}
