import { MAX_PREFETCH, type Strategy } from "#shared/scenario/strategy.ts";

export type StrategyKind = "eager" | "fair" | "limited" | "autoAck" | "manualAck";

/**
 * What an arena is called. Where arenas differ in how they acknowledge, that is the name;
 * otherwise it is how much they prefetch.
 */
export function strategyKind(strategy: Strategy, all: readonly Strategy[]): StrategyKind {
  if (strategy.ack === "auto") return "autoAck";
  const fair = strategy.prefetch === 1;
  if (!fair && all.some(({ ack }) => ack === "auto")) return "manualAck";
  if (strategy.prefetch === "unlimited") return "eager";
  return fair ? "fair" : "limited";
}

/** Prefetch as a learner types it; `undefined` when it is not one. */
export function parsePrefetch(text: string): number | undefined {
  const value = Number(text.trim());
  return /^\d{1,5}$/.test(text.trim()) && value >= 1 && value <= MAX_PREFETCH ? value : undefined;
}
