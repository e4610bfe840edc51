import type { ContentCodec } from "#broker/store/message-codec.ts";
import type { ArgumentsCodec } from "#broker/store/topology-codec.ts";

/** For stores whose messages are plain text. */
export const textCodec: ContentCodec<string> & ArgumentsCodec = {
  contentToChunks: (text) => [Buffer.from(text)],
  contentFromChunks: (chunks) => Buffer.concat(chunks).toString(),
  messageIdOf: () => undefined,
  argumentsToBytes: (args) => Buffer.from(JSON.stringify([...args])),
  argumentsFromBytes: (bytes) =>
    new Map(JSON.parse(Buffer.from(bytes).toString()) as Iterable<[string, never]>),
};
