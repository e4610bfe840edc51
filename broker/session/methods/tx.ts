import { ChannelError } from "#broker/amqp-error.ts";
import type { ChannelHandlers } from "#broker/session/handlers.ts";

export const txHandlers = {
  "tx.select": (channel) => {
    if (channel.confirms.isSelected) {
      throw new ChannelError(406, "cannot switch from confirm to tx mode");
    }
    channel.core.select();
    channel.reply("tx.select-ok", {});
  },
  "tx.commit": (channel) => {
    channel.commit();
  },
  "tx.rollback": (channel) => {
    channel.core.rollback();
    channel.forgetUncommitted();
    channel.reply("tx.rollback-ok", {});
  },
} satisfies ChannelHandlers;
