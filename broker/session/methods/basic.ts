import { ConnectionError } from "#broker/amqp-error.ts";
import { withCountsTold } from "#broker/session/channel/delivery-count.ts";
import type { ChannelHandlers } from "#broker/session/handlers.ts";
import { readPublication } from "#broker/session/channel/read-publication.ts";

export const basicHandlers = {
  "basic.qos": (channel, { prefetchSize, prefetchCount, global }) => {
    if (prefetchSize !== 0) throw new ConnectionError(540, `prefetch_size!=0 (${prefetchSize})`);
    channel.core.qos(prefetchCount, global, () => {
      channel.reply("basic.qos-ok", {});
    });
  },
  // noLocal has no effect, as in RabbitMQ.
  "basic.consume": (channel, { noWait, ...request }) => {
    channel.core.consume(request, (consumerTag) => {
      if (!noWait) channel.reply("basic.consume-ok", { consumerTag });
    });
  },
  "basic.cancel": (channel, { consumerTag, noWait }) => {
    channel.core.cancel(consumerTag);
    if (!noWait) channel.reply("basic.cancel-ok", { consumerTag });
  },
  "basic.publish": (channel, { exchange, routingKey, mandatory, immediate }, content) => {
    if (immediate) throw new ConnectionError(540, "immediate=true");
    channel.host.refuseUnpublishable(exchange);
    const publication = readPublication({ exchange, routingKey }, content, {
      user: channel.user,
      replyKey: channel.core.replies.key,
      confirms: channel.confirms.isSelected,
      release: channel.host.release,
    });
    channel.publish(publication, mandatory);
  },
  "basic.get": (channel, { queue, noAck }) => {
    const got = channel.core.get(queue, noAck);
    if (got === undefined) {
      channel.reply("basic.get-empty", {});
      return;
    }
    const { deliveryTag, messageCount } = got;
    const { redelivered, publication } = got.message;
    const { exchange, routingKey } = publication;
    channel.replyContent(
      "basic.get-ok",
      { deliveryTag, redelivered, exchange, routingKey, messageCount },
      withCountsTold(got.message, channel.host.release, "got"),
    );
  },
  "basic.ack": (channel, { deliveryTag, multiple }) => {
    channel.core.ack(deliveryTag, multiple);
  },
  "basic.nack": (channel, { deliveryTag, multiple, requeue }) => {
    channel.core.nack(deliveryTag, multiple, requeue);
  },
  "basic.reject": (channel, { deliveryTag, requeue }) => {
    channel.core.reject(deliveryTag, requeue);
  },
  "basic.recover": (channel, { requeue }) => {
    channel.core.recover(requeue, (isLogged) => {
      channel.reply("basic.recover-ok", {});
      if (isLogged) channel.pause();
    });
  },
  "basic.recover-async": (channel, { requeue }) => {
    channel.core.recover(requeue, () => undefined);
  },
} satisfies ChannelHandlers;
