import { ConnectionError, Crash } from "#broker/amqp-error.ts";
import { noLastQueue } from "#broker/core/refusals.ts";
import type { Content } from "#broker/wire/content.ts";
import type { Method, MethodName } from "#broker/wire/methods.ts";
import type { ChannelSession } from "./channel/channel-session.ts";
import type { ChannelHandlers } from "./handlers.ts";
import { accessHandlers } from "./methods/access.ts";
import { basicHandlers } from "./methods/basic.ts";
import { channelHandlers } from "./methods/channel.ts";
import { confirmHandlers } from "./methods/confirm.ts";
import { exchangeHandlers } from "./methods/exchange.ts";
import { queueHandlers } from "./methods/queue.ts";
import { txHandlers } from "./methods/tx.ts";

const HANDLERS: ChannelHandlers = {
  ...accessHandlers,
  ...basicHandlers,
  ...channelHandlers,
  ...confirmHandlers,
  ...exchangeHandlers,
  ...queueHandlers,
  ...txHandlers,
};

const OF_A_QUEUE: ReadonlySet<MethodName> = new Set([
  "queue.bind",
  "queue.unbind",
  "queue.purge",
  "queue.delete",
  "basic.consume",
  "basic.get",
]);

type AnyHandler = (
  channel: ChannelSession,
  fields: Method["fields"],
  content: Content | undefined,
) => void;

/** Hands a method to its handler, if the channel is in a state to take it. */
export function dispatch(
  channel: ChannelSession,
  method: Method,
  content: Content | undefined,
): void {
  switch (channel.state) {
    case "starting":
      whileStarting(channel, method);
      return;
    case "closing":
      whileClosing(channel, method);
      return;
    case "open":
      if (channel.isCommitting && method.name !== "channel.close") {
        throw new ConnectionError(504, "unexpected command while processing 'tx.commit'");
      }
      // The table pairs each name with a handler of its own fields and content.
      if (method.name === "basic.cancel-ok" && channel.host.release.crashesOnCancelOk)
        throw new Crash();
      handlerOf(method)(channel, method.fields, content);
      return;
    case "closed":
      return;
  }
}

/** As RabbitMQ does, looks at which queue is meant before it looks whether the channel is open. */
function whileStarting(channel: ChannelSession, method: Method): void {
  if (method.name === "channel.open") channel.opened();
  else if (meansLastQueue(method)) throw noLastQueue();
  else throw new ConnectionError(504, "expected 'channel.open'");
}

/** We closed the channel; what was under way is dropped until the peer has seen it. */
function whileClosing(channel: ChannelSession, { name }: Method): void {
  if (name === "channel.open") throw new ConnectionError(504, "second 'channel.open' seen");
  if (name === "channel.close") channel.reply("channel.close-ok", {});
  if (name === "channel.close-ok") channel.close();
}

function meansLastQueue({ name, fields }: Method): boolean {
  return OF_A_QUEUE.has(name) && "queue" in fields && fields.queue === "";
}

function handlerOf({ name }: Method): AnyHandler {
  const handler = HANDLERS[name];
  if (handler !== undefined) return handler as AnyHandler;
  throw new ConnectionError(503, "unimplemented method");
}
