import type { Message } from "#broker/core/message.ts";

/** A persistent message with nothing special about it. */
export function aMessage(id: number, content: string): Message<string> {
  return {
    id,
    publication: {
      exchange: "",
      routingKey: "k",
      copyKeys: [],
      content,
      persistent: true,
      priority: 0,
      expirationMs: undefined,
      bodyBytes: content.length,
      awaited: false,
    },
    position: id,
    redelivered: false,
    deliveryCount: undefined,
    acquiredCount: 0,
    failures: 0,
    expiresAtMs: undefined,
    stored: true,
  };
}
