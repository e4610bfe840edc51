import { ConnectionError } from "#broker/amqp-error.ts";
import { Connection } from "#broker/core/connection.ts";
import type { VirtualHost } from "#broker/core/virtual-host.ts";
import type { Content } from "#broker/wire/content.ts";
import { ChannelSession, type ChannelDeps } from "#broker/session/channel/channel-session.ts";
import type { Introduction } from "./client-properties.ts";
import type { Output } from "#broker/session/output.ts";

/** What the channels of a connection have in common. */
export type ChannelCommons = Introduction &
  Pick<ChannelDeps, "host" | "dispatch" | "unfinished" | "user" | "takesCancel">;

/** The channels of one connection, by number, and what waits to be done for them all together. */
export class OpenChannels {
  readonly #output: Output;
  readonly #commons: () => ChannelCommons;
  readonly #core: Connection<Content>;
  readonly #channels = new Map<number, ChannelSession>();
  readonly #confirming: ChannelSession[] = [];
  readonly #leaving: ChannelSession[] = [];
  #delivering: ChannelSession[] = [];
  /** As negotiated; 0 = before that. */
  channelMax = 0;

  constructor(host: VirtualHost<Content>, output: Output, commons: () => ChannelCommons) {
    this.#core = new Connection(host);
    this.#output = output;
    this.#commons = commons;
  }

  /** @returns the channel of this number, made on the first frame that names it. */
  at(number: number): ChannelSession {
    return this.#channels.get(number) ?? this.#open(number);
  }

  /** All of an inbound chunk was read: acknowledges what it published, lets go of what it closed. */
  endOfChunk(): void {
    for (const channel of this.#confirming.splice(0)) channel.confirms.flush();
    for (const channel of this.#leaving.splice(0)) channel.left();
  }

  /** The deliveries in the output that is being taken. @returns what to call when it has left. */
  takeDelivered(): () => void {
    const delivered = this.#delivering.map((channel) => ({
      channel,
      count: channel.takeDelivered(),
    }));
    this.#delivering = [];
    return () => {
      for (const { channel, count } of delivered) channel.sent(count);
    };
  }

  /** Gives back all that they hold. */
  close(): void {
    this.endOfChunk();
    for (const channel of this.#channels.values()) channel.close();
    this.#core.close();
  }

  #open(number: number): ChannelSession {
    const { size } = this.#channels;
    if (this.channelMax !== 0 && size >= this.channelMax) {
      throw new ConnectionError(
        530,
        `number of channels opened (${size}) has reached the negotiated channel_max (${this.channelMax})`,
      );
    }
    const { connectionName, product, ...commons } = this.#commons();
    const channel = new ChannelSession(number, {
      ...commons,
      client: { connection: this.#core.number, connectionName, product },
      output: this.#output,
      openCore: (client) => this.#core.openChannel(client),
      confirmsPending: (pending) => void this.#confirming.push(pending),
      delivering: (delivering) => void this.#delivering.push(delivering),
      leaving: (leaving) => void this.#leaving.push(leaving),
      closed: ({ number }) => void this.#channels.delete(number),
    });
    this.#channels.set(number, channel);
    return channel;
  }
}
