import type { ChannelHandlers } from "#broker/session/handlers.ts";

/** A relic of AMQP 0-8 that old clients still send: RabbitMQ's answer is always ticket 1. */
export const accessHandlers = {
  "access.request": (channel) => {
    channel.reply("access.request-ok", { ticket: 1 });
  },
} satisfies ChannelHandlers;
