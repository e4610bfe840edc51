import { ChannelError, ConnectionError } from "#broker/amqp-error.ts";
import { noArguments, type Argument, type Arguments } from "#broker/core/arguments.ts";
import type { Binding } from "./binding.ts";
import {
  ALTERNATE_EXCHANGE,
  Exchange,
  isExchangeType,
  type Destination,
  type ExchangeProperties,
  type ExchangeType,
} from "./exchange.ts";
import type { BindingRecord, ExchangeRecord, Journal } from "#broker/core/journal.ts";
import type { Release } from "#broker/core/release.ts";
import {
  described,
  notFound,
  refuseInequivalent,
  refuseOtherArgument,
  refuseReserved,
  withoutLineBreaks,
} from "#broker/core/refusals.ts";
import type { RouterFor } from "./router-for.ts";
import { queuesReached, type RoutingKeys } from "./routing.ts";

export interface ExchangeDeclaration {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: Arguments;
}

interface Routed extends RoutingKeys {
  readonly exchange: string;
}

/** What there is to know of either end of a binding. */
export interface Bindable {
  readonly name: string;
  readonly durable: boolean;
}

/** What the exchanges need of their virtual host. */
interface Deps {
  /** Its own, for the texts. */
  readonly name: string;
  readonly journal: Journal<never> | undefined;
  readonly release: Release;
  readonly routerFor: RouterFor | undefined;
}

const BUILT_IN: readonly (readonly [name: string, type: ExchangeType, internal?: "internal"])[] = [
  ["amq.direct", "direct"],
  ["amq.fanout", "fanout"],
  ["amq.topic", "topic"],
  ["amq.headers", "headers"],
  ["amq.match", "headers"],
  ["amq.rabbitmq.trace", "topic", "internal"],
];

/** The exchanges of a virtual host. The default exchange "" is not among them: it has no bindings. */
export class Exchanges<Queue extends Bindable> {
  readonly #deps: Deps;
  readonly #exchanges = new Map<string, Exchange<Queue>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    if (deps.routerFor === undefined) return;
    for (const [name, type, internal] of BUILT_IN) {
      this.#add({
        name,
        type,
        durable: true,
        autoDelete: false,
        internal: internal !== undefined,
        arguments: noArguments,
      });
    }
  }

  declare(declaration: ExchangeDeclaration): void {
    const { type } = declaration;
    const name = withoutLineBreaks(declaration.name);
    if (!isExchangeType(type)) {
      const text = `${type === "" ? "invalid" : "unknown"} exchange type '${type}'`;
      throw this.#deps.release.unknownExchangeTypeEnds === "channel"
        ? new ChannelError(406, text)
        : new ConnectionError(503, text);
    }
    refuseDefault(name);
    const resource = this.#described(name);
    const alternate = declaration.arguments.get(ALTERNATE_EXCHANGE);
    const existing = this.#exchanges.get(name);
    if (existing === undefined) {
      refuseReserved("exchange", name);
      refuseBadAlternate(alternate, resource);
      const exchange = this.#add({ ...declaration, name, type });
      if (exchange.durable) this.#deps.journal?.exchangeDeclared(exchange);
      return;
    }
    refuseInequivalent("type", resource, type, existing.type);
    refuseInequivalent("durable", resource, declaration.durable, existing.durable);
    refuseInequivalent("auto_delete", resource, declaration.autoDelete, existing.autoDelete);
    refuseInequivalent("internal", resource, declaration.internal, existing.internal);
    const current = existing.arguments.get(ALTERNATE_EXCHANGE);
    refuseOtherArgument(ALTERNATE_EXCHANGE, resource, alternate, current);
  }

  /** Takes up a durable exchange that was there when the broker stopped. */
  restore(exchange: ExchangeRecord): void {
    this.#add({ ...exchange, durable: true });
  }

  /** Passive declare. */
  inspect(name: string): void {
    const meant = withoutLineBreaks(name);
    refuseDefault(meant);
    this.get(meant);
  }

  /**
   * An exchange that doesn't exist counts as deleted.
   *
   * @returns false when it was there and nothing of it was kept.
   */
  delete(name: string, only: { readonly ifUnused: boolean }): boolean {
    const meant = withoutLineBreaks(name);
    refuseDefault(meant);
    const resource = this.#described(meant);
    if (meant.startsWith("amq.")) {
      throw new ChannelError(403, `deletion of system ${resource} not allowed`);
    }
    const exchange = this.#exchanges.get(meant);
    if (exchange === undefined) return true;
    if (only.ifUnused && exchange.hasBindings) throw new ChannelError(406, `${resource} in use`);
    this.#remove(exchange);
    return exchange.durable;
  }

  find(name: string): Exchange<Queue> | undefined {
    return this.#exchanges.get(name);
  }

  /** @throws 404 */
  get(name: string): Exchange<Queue> {
    const exchange = this.#exchanges.get(name);
    if (exchange === undefined) throw notFound(this.#described(name));
    return exchange;
  }

  /** @throws 404, or 403 when only exchanges may publish to it. */
  refuseUnpublishable(name: string): void {
    if (!this.get(name).internal) return;
    throw new ChannelError(403, `cannot publish to internal ${this.#described(name)}`);
  }

  /** The queues it reaches, each once; none if there is no such exchange. */
  route(publication: Routed, headers: () => Arguments): readonly Queue[] {
    const first = this.#exchanges.get(publication.exchange);
    return first === undefined ? [] : queuesReached(first, publication, headers, this.#exchanges);
  }

  /**
   * @param binding asked for once the exchange is known to exist.
   * @returns whether it is kept.
   */
  bind(name: string, binding: () => Binding<Destination<Queue>>): boolean {
    const meant = withoutLineBreaks(name);
    refuseDefault(meant);
    const exchange = this.get(meant);
    const wanted = binding();
    const kept = isKept(exchange, wanted);
    if (exchange.bind(wanted) && kept) this.#deps.journal?.bound(recordOf(exchange, wanted));
    return kept;
  }

  isBound(name: string, binding: Binding<Destination<Queue>>): boolean {
    return this.#exchanges.get(withoutLineBreaks(name))?.isBound(binding) === true;
  }

  /**
   * No such exchange or binding: no error.
   *
   * @returns false when it was there and was not kept.
   */
  unbind(name: string, binding: Binding<Destination<Queue>>): boolean {
    const exchange = this.#exchanges.get(withoutLineBreaks(name));
    const found = exchange?.unbind(binding);
    if (exchange === undefined || found === undefined) return true;
    const kept = isKept(exchange, found);
    if (kept) this.#deps.journal?.unbound(recordOf(exchange, found));
    this.#dropIfUnbound(exchange);
    return kept;
  }

  /** `destination` is no more. */
  unbindAll(destination: Destination<Queue>): void {
    for (const exchange of this.#exchanges.values()) {
      if (exchange.unbindAll(destination)) this.#dropIfUnbound(exchange);
    }
  }

  #dropIfUnbound(exchange: Exchange<Queue>): void {
    if (exchange.autoDelete && !exchange.hasBindings) this.#remove(exchange);
  }

  #remove(exchange: Exchange<Queue>): void {
    this.#exchanges.delete(exchange.name);
    if (exchange.durable) this.#deps.journal?.exchangeDeleted(exchange.name);
    this.unbindAll(exchange);
  }

  #add(properties: ExchangeProperties): Exchange<Queue> {
    const { routerFor, release } = this.#deps;
    if (routerFor === undefined) throw new Error("There is the default exchange alone here.");
    const exchange = new Exchange<Queue>(properties, routerFor(properties.type, release));
    this.#exchanges.set(properties.name, exchange);
    return exchange;
  }

  #described(name: string): string {
    return described("exchange", name, this.#deps.name);
  }
}

/** @throws 403 */
export function refuseDefault(exchange: string): void {
  if (exchange === "") {
    throw new ChannelError(403, "operation not permitted on the default exchange");
  }
}

function refuseBadAlternate(alternate: Argument | undefined, resource: string): void {
  if (alternate === undefined || alternate.type === "longstr") return;
  const { type } = alternate;
  throw new ChannelError(
    406,
    `invalid type '${type}' for arg '${ALTERNATE_EXCHANGE}' in ${resource}`,
  );
}

/** A binding lives as long as the shorter-lived of its ends. */
function isKept(source: Bindable, { destination }: Binding<Bindable>): boolean {
  return source.durable && destination.durable;
}

function recordOf(
  source: Bindable,
  { destination, routingKey, arguments: args }: Binding<Bindable>,
): BindingRecord {
  return {
    source: source.name,
    destinationKind: destination instanceof Exchange ? "exchange" : "queue",
    destination: destination.name,
    routingKey,
    arguments: args,
  };
}
