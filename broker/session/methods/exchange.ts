import type { ChannelHandlers } from "../handlers.ts";

export const exchangeHandlers = {
  "exchange.declare": (channel, { exchange: name, passive, noWait, ...properties }) => {
    if (passive) channel.host.inspectExchange(name);
    else channel.host.declareExchange({ name, ...properties });
    if (!noWait) channel.reply("exchange.declare-ok", {});
  },
  "exchange.delete": (channel, { exchange, ifUnused, noWait }) => {
    channel.host.deleteExchange(exchange, { ifUnused });
    if (!noWait) channel.reply("exchange.delete-ok", {});
  },
} satisfies ChannelHandlers;
