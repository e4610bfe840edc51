import type { ChannelHandlers } from "#broker/session/handlers.ts";

export const exchangeHandlers = {
  "exchange.declare": (channel, { exchange: name, passive, noWait, ...properties }) => {
    if (passive) channel.host.inspectExchange(name);
    else channel.host.declareExchange({ name, ...properties });
    if (!noWait) channel.promise(properties.durable && !passive, "exchange.declare-ok", {});
  },
  "exchange.delete": (channel, { exchange, ifUnused, noWait }) => {
    const kept = channel.host.deleteExchange(exchange, { ifUnused });
    if (!noWait) channel.promise(kept, "exchange.delete-ok", {});
  },
  "exchange.bind": (channel, { noWait, ...binding }) => {
    const kept = channel.host.bindings.bindExchange(binding);
    if (!noWait) channel.promise(kept, "exchange.bind-ok", {});
  },
  "exchange.unbind": (channel, { noWait, ...binding }) => {
    const kept = channel.host.bindings.unbindExchange(binding);
    if (!noWait) channel.promise(kept, "exchange.unbind-ok", {});
  },
} satisfies ChannelHandlers;
