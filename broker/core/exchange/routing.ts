import type { Arguments } from "#broker/core/arguments.ts";
import { Exchange } from "./exchange.ts";

export interface RoutingKeys {
  readonly routingKey: string;
  /** Each leads on as the first one does. */
  readonly copyKeys: readonly string[];
}

/** Each key once. */
export function keysOf({ routingKey, copyKeys }: RoutingKeys): Iterable<string> {
  return copyKeys.length === 0 ? [routingKey] : new Set([routingKey, ...copyKeys]);
}

/**
 * The queues reached from `first`, each once: through exchanges bound to exchanges, and through the
 * alternate of each exchange where nothing matched (rabbit_exchange:route1/3).
 */
export function queuesReached<Queue>(
  first: Exchange<Queue>,
  { routingKey, copyKeys }: RoutingKeys,
  headers: () => Arguments,
  exchangeOf: ReadonlyMap<string, Exchange<Queue>>,
): readonly Queue[] {
  if (first.leadsToQueuesAlone && copyKeys.length === 0) {
    return first.route(routingKey, headers) as readonly Queue[];
  }
  const keys = [...keysOf({ routingKey, copyKeys })];
  const queues = new Set<Queue>();
  const exchanges = new Set([first]);
  // Grows while it is walked.
  for (const exchange of exchanges) {
    const destinations = keys.flatMap((key) => exchange.route(key, headers));
    for (const destination of destinations) {
      if (destination instanceof Exchange) exchanges.add(destination);
      else queues.add(destination);
    }
    if (destinations.length > 0 || exchange.alternate === undefined) continue;
    const alternate = exchangeOf.get(exchange.alternate);
    if (alternate !== undefined) exchanges.add(alternate);
  }
  return [...queues];
}
