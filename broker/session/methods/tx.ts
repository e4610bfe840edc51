import { ChannelError, ConnectionError } from "../../amqp-error.ts";
import type { ChannelHandlers } from "../handlers.ts";
import { USE_RABBITMQ } from "../unsupported.ts";

/** Transactions can't be begun yet, so there is never one to end. */
export const txHandlers = {
  "tx.select": (channel) => {
    if (channel.confirms.isSelected) {
      throw new ChannelError(406, "cannot switch from confirm to tx mode");
    }
    throw new ConnectionError(540, `tx.select: ${USE_RABBITMQ}`);
  },
  "tx.commit": notTransactional,
  "tx.rollback": notTransactional,
} satisfies ChannelHandlers;

function notTransactional(): never {
  throw new ChannelError(406, "channel is not transactional");
}
