import type { ChannelHandlers } from "../handlers.ts";

export const confirmHandlers = {
  "confirm.select": (channel, { noWait }) => {
    channel.confirms.select();
    if (!noWait) channel.reply("confirm.select-ok", {});
  },
} satisfies ChannelHandlers;
