import { returnsOf, type Message } from "#broker/core/message.ts";
import type { Release } from "#broker/core/release.ts";
import { readProperties, type Content } from "#broker/wire/content.ts";
import { withProperties } from "#broker/wire/content-properties.ts";
import { byName, type Field } from "#broker/wire/field-table.ts";

/** Its content with headers that say how often it came back, where that is counted (QQ4). */
export function withCountsTold(
  message: Message<Content>,
  { quorum: { tellsAcquired, tellsNone }, sortsHeaders }: Release,
  how: "delivered" | "got" = "delivered",
): Content {
  const { content } = message.publication;
  const returns = returnsOf(message);
  if (returns === undefined) return content;
  const { acquiredCount, deliveryCount } = returns;
  const counts: (readonly [string, Field])[] = [];
  if (acquiredCount > 0 && tellsAcquired)
    counts.push(["x-acquired-count", { type: "long", value: BigInt(acquiredCount) }]);
  if (deliveryCount > 0 || (how === "got" && tellsNone))
    counts.push(["x-delivery-count", { type: "long", value: BigInt(deliveryCount) }]);
  if (counts.length === 0) return content;
  const { headers = [], ...properties } = readProperties(content.header);
  const all = new Map([...headers, ...counts]);
  return withProperties(content, {
    ...properties,
    headers: sortsHeaders ? byName(all) : all,
  });
}
