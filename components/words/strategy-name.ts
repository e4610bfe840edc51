import type { Messages } from "#shared/messages/messages.ts";
import type { Strategy } from "#shared/scenario/strategy.ts";
import type { StrategyKind } from "#components/stage/strategy/strategy-title.model.ts";

/** What an arena is called, and the setting that says how much it prefetches. */
export function strategyName(
  { stage }: Messages,
  kind: StrategyKind,
  { prefetch }: Strategy,
): { readonly title: string; readonly detail: string } {
  const { title } = stage.strategy[kind];
  // Whatever is set, nothing limits a consumer that acknowledges on arrival.
  if (prefetch === "unlimited" || kind === "autoAck") {
    return { title, detail: stage.prefetchUnlimited };
  }
  return kind === "limited"
    ? { title: `${title} ${prefetch}`, detail: "" }
    : { title, detail: stage.prefetchIs(prefetch) };
}
