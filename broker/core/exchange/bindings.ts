import type { Arguments } from "#broker/core/arguments.ts";
import type { Binding } from "./binding.ts";
import { refuseDefault, type Exchanges } from "./exchanges.ts";
import type { BindingRecord } from "#broker/core/journal.ts";
import type { Queue } from "#broker/core/queue/queue.ts";
import type { Queues, Requester } from "#broker/core/queue/queues.ts";
import { withoutLineBreaks } from "#broker/core/refusals.ts";

interface BindingRequest {
  readonly queue: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

interface ExchangeBindingRequest {
  readonly source: string;
  readonly destination: string;
  readonly routingKey: string;
  readonly arguments: Arguments;
}

/** Binds the queues and exchanges of a virtual host to its exchanges, which keep the bindings. */
export class Bindings<Content> {
  readonly #queues: Queues<Content>;
  readonly #exchanges: Exchanges<Queue<Content>>;

  constructor(queues: Queues<Content>, exchanges: Exchanges<Queue<Content>>) {
    this.#queues = queues;
    this.#exchanges = exchanges;
  }

  /** Takes up one there was when the broker stopped. */
  restore({ source, destinationKind, destination, ...binding }: BindingRecord): void {
    const end =
      destinationKind === "queue"
        ? this.#queues.find(destination)
        : this.#exchanges.find(destination);
    if (end !== undefined) this.#exchanges.bind(source, () => ({ ...binding, destination: end }));
  }

  /** @returns whether the binding is kept. */
  bindQueue(by: Requester, request: BindingRequest): boolean {
    const name = withoutLineBreaks(this.#queues.nameMeant(by, request.queue));
    return this.#exchanges.bind(request.exchange, () =>
      bindingOf(request, this.#queues.get(by, name)),
    );
  }

  /**
   * No such binding, queue or exchange: no error.
   *
   * @returns false when the binding was there and was not kept.
   */
  unbindQueue(by: Requester, request: BindingRequest): boolean {
    const name = withoutLineBreaks(this.#queues.nameMeant(by, request.queue));
    refuseDefault(withoutLineBreaks(request.exchange));
    const queue = this.#queues.find(name);
    if (queue === undefined) return true;
    const binding = bindingOf(request, queue);
    if (!this.#exchanges.isBound(request.exchange, binding)) return true;
    this.#queues.refuseStranger(by, queue);
    return this.#exchanges.unbind(request.exchange, binding);
  }

  /** @returns whether the binding is kept. */
  bindExchange(request: ExchangeBindingRequest): boolean {
    const destination = withoutLineBreaks(request.destination);
    refuseDefault(destination);
    return this.#exchanges.bind(request.source, () => ({
      ...request,
      destination: this.#exchanges.get(destination),
    }));
  }

  /**
   * No such binding or exchange: no error.
   *
   * @returns false when the binding was there and was not kept.
   */
  unbindExchange(request: ExchangeBindingRequest): boolean {
    const name = withoutLineBreaks(request.destination);
    refuseDefault(name);
    refuseDefault(withoutLineBreaks(request.source));
    const destination = this.#exchanges.find(name);
    return (
      destination === undefined ||
      this.#exchanges.unbind(request.source, { ...request, destination })
    );
  }
}

/** @param destination the queue that is meant. */
function bindingOf<Content>(
  { queue, routingKey, arguments: args }: BindingRequest,
  destination: Queue<Content>,
): Binding<Queue<Content>> {
  // With the queue left out, an empty key stands for the queue's name.
  const key = queue === "" && routingKey === "" ? destination.name : routingKey;
  return { destination, routingKey: key, arguments: args };
}
