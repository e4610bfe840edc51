import type { Arguments } from "./arguments.ts";
import { bindingKey, type Binding, type Router } from "./binding.ts";
import { DirectRouter } from "./direct-router.ts";
import { FanoutRouter } from "./fanout-router.ts";
import { HeadersRouter } from "./headers-router.ts";
import { TopicRouter } from "./topic-router.ts";

export type ExchangeType = "direct" | "fanout" | "topic" | "headers";

export interface ExchangeProperties {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  /** Deleted with its last binding. */
  readonly autoDelete: boolean;
  /** Clients may not publish to it. */
  readonly internal: boolean;
}

export function isExchangeType(type: string): type is ExchangeType {
  return type === "direct" || type === "fanout" || type === "topic" || type === "headers";
}

export class Exchange<Destination> implements ExchangeProperties {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly #router: Router<Destination>;
  readonly #bindings = new Map<Destination, Map<string, Binding<Destination>>>();

  constructor(properties: ExchangeProperties) {
    this.name = properties.name;
    this.type = properties.type;
    this.durable = properties.durable;
    this.autoDelete = properties.autoDelete;
    this.internal = properties.internal;
    this.#router = routerFor(properties.type);
  }

  get hasBindings(): boolean {
    return this.#bindings.size > 0;
  }

  /** Binding twice is binding once. */
  bind(binding: Binding<Destination>): void {
    const bound =
      this.#bindings.get(binding.destination) ?? new Map<string, Binding<Destination>>();
    const key = bindingKey(binding);
    if (bound.has(key)) return;
    this.#bindings.set(binding.destination, bound.set(key, binding));
    this.#router.add(binding);
  }

  /** @returns whether there was such a binding. */
  unbind(binding: Binding<Destination>): boolean {
    const bound = this.#bindings.get(binding.destination);
    const key = bindingKey(binding);
    const found = bound?.get(key);
    if (bound === undefined || found === undefined) return false;
    bound.delete(key);
    if (bound.size === 0) this.#bindings.delete(binding.destination);
    this.#router.remove(found);
    return true;
  }

  /** @returns whether it was bound at all. */
  unbindAll(destination: Destination): boolean {
    const bound = this.#bindings.get(destination);
    if (bound === undefined) return false;
    for (const binding of bound.values()) this.#router.remove(binding);
    this.#bindings.delete(destination);
    return true;
  }

  route(routingKey: string, headers: () => Arguments): readonly Destination[] {
    return this.#router.route(routingKey, headers);
  }
}

function routerFor<Destination>(type: ExchangeType): Router<Destination> {
  switch (type) {
    case "direct":
      return new DirectRouter();
    case "fanout":
      return new FanoutRouter();
    case "topic":
      return new TopicRouter();
    case "headers":
      return new HeadersRouter();
  }
}
