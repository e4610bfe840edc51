import type { Content } from "#broker/wire/content.ts";
import type { MethodFields, MethodName } from "#broker/wire/methods.ts";
import type { ChannelSession } from "./channel/channel-session.ts";

/** What to do with the methods of one AMQP class on a channel. A method without a handler is refused. */
export type ChannelHandlers = {
  readonly [Name in MethodName]?: Name extends "basic.publish"
    ? (channel: ChannelSession, fields: MethodFields<Name>, content: Content) => void
    : (channel: ChannelSession, fields: MethodFields<Name>) => void;
};
