import type { ChannelHandlers } from "#broker/session/handlers.ts";

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
  "exchange.bind": (channel, { noWait, ...binding }) => {
    channel.host.bindExchange(binding);
    if (!noWait) channel.reply("exchange.bind-ok", {});
  },
  "exchange.unbind": (channel, { noWait, ...binding }) => {
    channel.host.unbindExchange(binding);
    if (!noWait) channel.reply("exchange.unbind-ok", {});
  },
} satisfies ChannelHandlers;
