import type { ChannelHandlers } from "#broker/session/handlers.ts";

export const queueHandlers = {
  "queue.declare": (channel, { queue: name, passive, noWait, ...properties }) => {
    const { host, core } = channel;
    const status = passive
      ? host.inspectQueue(core, name)
      : host.declareQueue(core, { name, ...properties });
    const { name: queue, messageCount, consumerCount } = status;
    if (!noWait) channel.reply("queue.declare-ok", { queue, messageCount, consumerCount });
  },
  "queue.bind": (channel, { noWait, ...binding }) => {
    channel.host.bindQueue(channel.core, binding);
    if (!noWait) channel.reply("queue.bind-ok", {});
  },
  "queue.unbind": (channel, binding) => {
    channel.host.unbindQueue(channel.core, binding);
    channel.reply("queue.unbind-ok", {});
  },
  "queue.purge": (channel, { queue, noWait }) => {
    const messageCount = channel.host.purgeQueue(channel.core, queue);
    if (!noWait) channel.reply("queue.purge-ok", { messageCount });
  },
  "queue.delete": (channel, { queue, ifUnused, ifEmpty, noWait }) => {
    channel.host.deleteQueue(channel.core, queue, { ifUnused, ifEmpty }, (messageCount) => {
      if (!noWait) channel.reply("queue.delete-ok", { messageCount });
    });
  },
} satisfies ChannelHandlers;
