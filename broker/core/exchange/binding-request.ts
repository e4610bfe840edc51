import type { Arguments } from "#broker/core/arguments.ts";
import type { Binding } from "./binding.ts";
import type { Queue } from "#broker/core/queue/queue.ts";

export interface BindingRequest {
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

export interface ExchangeBindingRequest {
  readonly source: string;
  readonly destination: string;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

/** @param destination the queue that is meant. */
export function bindingOf<Content>(
  { queue, routingKey, arguments: args }: BindingRequest,
  destination: Queue<Content>,
): Binding<Queue<Content>> {
  // With the queue left out, an empty key stands for the queue's name.
  const key = queue === "" && routingKey === "" ? destination.name : routingKey;
  return { destination, routingKey: key, arguments: args };
}
