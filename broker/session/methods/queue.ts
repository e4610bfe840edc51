import type { ChannelHandlers } from "#broker/session/handlers.ts";

export const queueHandlers = {
  "queue.declare": (channel, { queue: name, passive, noWait, ...properties }) => {
    const { host, core } = channel;
    const status = passive
      ? host.inspectQueue(core, name)
      : host.declareQueue(core, { name, ...properties });
    const { name: queue, messageCount, consumerCount } = status;
    const kept = properties.durable && !properties.exclusive && !passive;
    if (!noWait) channel.promise(kept, "queue.declare-ok", { queue, messageCount, consumerCount });
  },
  "queue.bind": (channel, { noWait, ...binding }) => {
    const kept = channel.host.bindings.bindQueue(channel.core, binding);
    if (!noWait) channel.promise(kept, "queue.bind-ok", {});
  },
  "queue.unbind": (channel, binding) => {
    const kept = channel.host.bindings.unbindQueue(channel.core, binding);
    channel.promise(kept, "queue.unbind-ok", {});
  },
  "queue.purge": (channel, { queue, noWait }) => {
    const { kept, messageCount } = channel.host.purgeQueue(channel.core, queue);
    if (!noWait) channel.promise(kept, "queue.purge-ok", { messageCount });
  },
  "queue.delete": (channel, { queue, ifUnused, ifEmpty, noWait }) => {
    const only = { ifUnused, ifEmpty };
    channel.host.deleteQueue(channel.core, queue, only, ({ kept, messageCount }) => {
      if (!noWait) channel.promise(kept, "queue.delete-ok", { messageCount });
    });
  },
} satisfies ChannelHandlers;
