import { replyText, type ChannelError, type ConnectionError } from "#broker/amqp-error.ts";
import { idsOf, type MethodFields, type MethodName } from "#broker/wire/methods.ts";

/**
 * What connection.close and channel.close say.
 *
 * @param culprit the method the error is charged to, if any.
 */
export function closeReason(
  { replyCode, message }: ChannelError | ConnectionError,
  culprit?: MethodName,
): MethodFields<"connection.close"> & MethodFields<"channel.close"> {
  return { replyCode, replyText: replyText(replyCode, message), ...idsOf(culprit) };
}
