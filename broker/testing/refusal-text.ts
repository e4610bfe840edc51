import { ChannelError, ConnectionError, replyText } from "#broker/amqp-error.ts";

/** What a client would be told of it: "channel NOT_FOUND - …", "connection …", or "accepted". */
export function refusalText(command: () => unknown): string {
  try {
    command();
  } catch (error) {
    const closes = error instanceof ChannelError ? "channel" : "connection";
    if (!(error instanceof ChannelError || error instanceof ConnectionError)) throw error;
    return `${closes} ${replyText(error.replyCode, error.message)}`;
  }
  return "accepted";
}
