import { Channel, type ChannelClient } from "./channel/channel.ts";
import type { VirtualHost } from "./virtual-host.ts";

/** One client connection: owner of its channels and of the queues it declared exclusive. */
export class Connection<Content> {
  /** Ascending, never used again. */
  readonly number: number;
  readonly #host: VirtualHost<Content>;
  readonly #channels = new Set<Channel<Content>>();

  constructor(host: VirtualHost<Content>) {
    this.number = host.newConnectionNumber();
    this.#host = host;
  }

  openChannel(client: ChannelClient<Content>): Channel<Content> {
    const channel = new Channel(this.#host, this, client, () => this.#channels.delete(channel));
    this.#channels.add(channel);
    return channel;
  }

  /** Closes its channels, which requeues what they held, then deletes its exclusive queues. */
  close(): void {
    // All consumers go first, or one dying channel's messages would be given to the next.
    for (const channel of this.#channels) channel.cancelAll();
    for (const channel of [...this.#channels]) channel.close();
    this.#host.deleteQueuesOf(this);
  }
}
