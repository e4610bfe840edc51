import { ConnectionError } from "#broker/amqp-error.ts";
import type { ChannelHandlers } from "#broker/session/handlers.ts";

export const channelHandlers = {
  "channel.open": () => {
    throw new ConnectionError(504, "second 'channel.open' seen");
  },
  "channel.close": (channel) => {
    channel.leave();
  },
  "channel.flow": (channel, { active }) => {
    if (!active) throw new ConnectionError(540, "active=false");
    channel.reply("channel.flow-ok", { active });
  },
} satisfies ChannelHandlers;
