import { readProperties, type Content } from "#broker/wire/content.ts";
import { withProperties } from "#broker/wire/content-properties.ts";

/** The content with a header that says how often it came back (QQ4). */
export function withDeliveryCount(content: Content, count: number): Content {
  const { headers, ...properties } = readProperties(content.header);
  const counted = new Map(headers).set("x-delivery-count", { type: "long", value: BigInt(count) });
  return withProperties(content, { ...properties, headers: counted });
}
