import { ChannelError } from "#broker/amqp-error.ts";
import type { ChannelHandlers } from "#broker/session/handlers.ts";

export const confirmHandlers = {
  "confirm.select": (channel, { noWait }) => {
    if (channel.core.isTransactional) {
      throw new ChannelError(406, "cannot switch from tx to confirm mode");
    }
    channel.confirms.select();
    if (!noWait) channel.reply("confirm.select-ok", {});
  },
} satisfies ChannelHandlers;
