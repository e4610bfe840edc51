import type { Arguments } from "#broker/core/arguments.ts";
import { bindingKey, type Binding, type Router } from "./binding.ts";

/** The argument that names the exchange for what finds no way. */
export const ALTERNATE_EXCHANGE = "alternate-exchange";

export type ExchangeType = "direct" | "fanout" | "topic" | "headers";

export interface ExchangeProperties {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  /** Deleted with its last binding. */
  readonly autoDelete: boolean;
  /** Clients may not publish to it. */
  readonly internal: boolean;
  readonly arguments: Arguments;
}

/** Where a binding leads. */
export type Destination<Queue> = Queue | Exchange<Queue>;

export function isExchangeType(type: string): type is ExchangeType {
  return type === "direct" || type === "fanout" || type === "topic" || type === "headers";
}

export class Exchange<Queue> implements ExchangeProperties {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: Arguments;
  /** The exchange that gets what finds no way here; it may not exist. */
  readonly alternate: string | undefined;
  readonly #router: Router<Destination<Queue>>;
  readonly #bindings = new Map<Destination<Queue>, Map<string, Binding<Destination<Queue>>>>();
  #exchangesBound = 0;

  constructor(properties: ExchangeProperties, router: Router<Destination<Queue>>) {
    this.name = properties.name;
    this.type = properties.type;
    this.durable = properties.durable;
    this.autoDelete = properties.autoDelete;
    this.internal = properties.internal;
    this.arguments = properties.arguments;
    const alternate = properties.arguments.get(ALTERNATE_EXCHANGE);
    this.alternate = alternate === undefined ? undefined : String(alternate.value);
    this.#router = router;
  }

  /** What it finds are all the queues there are to find. */
  get leadsToQueuesAlone(): boolean {
    return this.#exchangesBound === 0 && this.alternate === undefined;
  }

  get hasBindings(): boolean {
    return this.#bindings.size > 0;
  }

  /**
   * @returns whether that is a new binding: binding twice is binding once.
   * @throws 406 for arguments its type has no use for
   */
  bind(binding: Binding<Destination<Queue>>): boolean {
    this.#router.refuse?.(binding.arguments);
    const { destination } = binding;
    const bound = this.#bindings.get(destination);
    const key = bindingKey(binding);
    if (bound?.has(key) === true) return false;
    if (bound !== undefined) bound.set(key, binding);
    else this.#gained(destination, new Map([[key, binding]]));
    this.#router.add(binding);
    return true;
  }

  isBound(binding: Binding<Destination<Queue>>): boolean {
    return this.#bindings.get(binding.destination)?.has(bindingKey(binding)) === true;
  }

  /** @returns the binding there was, if there was one. */
  unbind(binding: Binding<Destination<Queue>>): Binding<Destination<Queue>> | undefined {
    const bound = this.#bindings.get(binding.destination);
    const key = bindingKey(binding);
    const found = bound?.get(key);
    if (bound === undefined || found === undefined) return undefined;
    bound.delete(key);
    this.#router.remove(found);
    if (bound.size === 0) this.#lost(binding.destination);
    return found;
  }

  /** @returns whether it was bound at all. */
  unbindAll(destination: Destination<Queue>): boolean {
    const bound = this.#bindings.get(destination);
    if (bound === undefined) return false;
    for (const binding of bound.values()) this.#router.remove(binding);
    this.#lost(destination);
    return true;
  }

  /** Each destination once. */
  route(routingKey: string, headers: () => Arguments): readonly Destination<Queue>[] {
    return this.#router.route(routingKey, headers);
  }

  #gained(
    destination: Destination<Queue>,
    bindings: Map<string, Binding<Destination<Queue>>>,
  ): void {
    this.#bindings.set(destination, bindings);
    if (destination instanceof Exchange) this.#exchangesBound += 1;
  }

  #lost(destination: Destination<Queue>): void {
    this.#bindings.delete(destination);
    if (destination instanceof Exchange) this.#exchangesBound -= 1;
  }
}
