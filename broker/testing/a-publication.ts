import type { Publication } from "#broker/core/publication.ts";

/** A transient publication with nothing special about it. */
export function aPublication(
  exchange: string,
  routingKey: string,
  content: string,
): Publication<string> {
  return {
    exchange,
    routingKey,
    copyKeys: [],
    content,
    persistent: false,
    priority: 0,
    expirationMs: undefined,
    bodyBytes: content.length,
    awaited: false,
  };
}
