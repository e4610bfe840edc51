import { identityOf, type Arguments } from "#broker/core/arguments.ts";

export interface Binding<Destination> {
  readonly destination: Destination;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

/** The same key, arguments and destination are the same binding. */
export function bindingKey({ routingKey, arguments: args }: Binding<unknown>): string {
  return `${routingKey}\n${identityOf(args)}`;
}

/** What makes an exchange's type: how it finds destinations among its bindings. */
export interface Router<Destination> {
  /** @throws 406 for a binding's arguments that mean nothing here. */
  readonly refuse?: (pattern: Arguments) => void;
  readonly add: (binding: Binding<Destination>) => void;
  readonly remove: (binding: Binding<Destination>) => void;
  /** Each destination once, however many of its bindings match. */
  readonly route: (routingKey: string, headers: () => Arguments) => readonly Destination[];
}
