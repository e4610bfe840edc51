import { ChannelError, ConnectionError } from "../amqp-error.ts";
import type { Arguments } from "./arguments.ts";
import type { Binding } from "./binding.ts";
import {
  Exchange,
  isExchangeType,
  type ExchangeProperties,
  type ExchangeType,
} from "./exchange.ts";
import type { ExchangeRecord } from "./journal.ts";
import { refuseBadMatch } from "./headers-router.ts";
import {
  described,
  notFound,
  refuseInequivalent,
  refuseReserved,
  withoutLineBreaks,
} from "./refusals.ts";

export interface ExchangeDeclaration {
  readonly name: string;
  readonly type: string;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: Arguments;
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
export class Exchanges<Destination> {
  readonly #host: string;
  readonly #exchanges = new Map<string, Exchange<Destination>>();

  /** @param host the virtual host's name, for the texts. */
  constructor(host: string) {
    this.#host = host;
    for (const [name, type, internal] of BUILT_IN) {
      this.#add({ name, type, durable: true, autoDelete: false, internal: internal !== undefined });
    }
  }

  declare(declaration: ExchangeDeclaration): void {
    const { type } = declaration;
    const name = withoutLineBreaks(declaration.name);
    if (!isExchangeType(type)) {
      throw new ConnectionError(
        503,
        `${type === "" ? "invalid" : "unknown"} exchange type '${type}'`,
      );
    }
    refuseDefault(name);
    const resource = this.#described(name);
    if (declaration.arguments.has("alternate-exchange")) {
      throw new ConnectionError(
        540,
        `alternate-exchange for ${resource}: needs a RabbitMQ, set AMQP_URL`,
      );
    }
    const existing = this.#exchanges.get(name);
    if (existing === undefined) {
      refuseReserved("exchange", name);
      this.#add({ ...declaration, name, type });
      return;
    }
    refuseInequivalent("type", resource, type, existing.type);
    refuseInequivalent("durable", resource, declaration.durable, existing.durable);
    refuseInequivalent("auto_delete", resource, declaration.autoDelete, existing.autoDelete);
    refuseInequivalent("internal", resource, declaration.internal, existing.internal);
  }

  /** Takes up a durable exchange that was there when the broker stopped. */
  restore(exchange: ExchangeRecord): void {
    this.#add({ ...exchange, durable: true });
  }

  /** Passive declare. */
  inspect(name: string): void {
    refuseDefault(name);
    this.get(name);
  }

  /** An exchange that doesn't exist counts as deleted. */
  delete(name: string, only: { readonly ifUnused: boolean }): void {
    refuseDefault(name);
    const resource = this.#described(name);
    if (name.startsWith("amq.")) {
      throw new ChannelError(403, `deletion of system ${resource} not allowed`);
    }
    if (only.ifUnused && this.#exchanges.get(name)?.hasBindings === true) {
      throw new ChannelError(406, `${resource} in use`);
    }
    this.#exchanges.delete(name);
  }

  /** @throws 404 */
  get(name: string): Exchange<Destination> {
    const exchange = this.#exchanges.get(name);
    if (exchange === undefined) throw notFound(this.#described(name));
    return exchange;
  }

  /** @param destination asked for once the exchange is known to exist. */
  bind(name: string, destination: () => Binding<Destination>): void {
    refuseDefault(name);
    const exchange = this.get(name);
    const binding = destination();
    if (exchange.type === "headers") refuseBadMatch(binding.arguments);
    exchange.bind(binding);
  }

  /** No such exchange or binding: no error. */
  unbind(name: string, binding: Binding<Destination>): void {
    const exchange = this.#exchanges.get(name);
    if (exchange?.unbind(binding) === true) this.#dropIfUnbound(exchange);
  }

  unbindAll(destination: Destination): void {
    for (const exchange of this.#exchanges.values()) {
      if (exchange.unbindAll(destination)) this.#dropIfUnbound(exchange);
    }
  }

  /** @throws 404, or 403 when only exchanges may publish to it. */
  route(name: string, routingKey: string, headers: () => Arguments): readonly Destination[] {
    const exchange = this.get(name);
    if (exchange.internal) {
      throw new ChannelError(403, `cannot publish to internal ${this.#described(name)}`);
    }
    return exchange.route(routingKey, headers);
  }

  #dropIfUnbound(exchange: Exchange<Destination>): void {
    if (exchange.autoDelete && !exchange.hasBindings) this.#exchanges.delete(exchange.name);
  }

  #add(properties: ExchangeProperties): void {
    this.#exchanges.set(properties.name, new Exchange(properties));
  }

  #described(name: string): string {
    return described("exchange", name, this.#host);
  }
}

/** @throws 403 */
export function refuseDefault(exchange: string): void {
  if (exchange === "") {
    throw new ChannelError(403, "operation not permitted on the default exchange");
  }
}
