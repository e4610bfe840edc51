import type { Arguments } from "#broker/core/arguments.ts";
import { readProperties, type Content } from "#broker/wire/content.ts";
import { withProperties } from "#broker/wire/content-properties.ts";

/** The content with other headers and without its expiration: how a dead letter leaves. */
export function reheaded(content: Content, headers: Arguments): Content {
  const properties: Record<string, unknown> = { ...readProperties(content.header), headers };
  delete properties["expiration"];
  // The core's headers hold what the wire's may: they came from there, or were made of its types.
  return withProperties(content, properties);
}
