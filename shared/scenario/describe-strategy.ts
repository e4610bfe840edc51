import { isInert, type Strategy } from "./strategy.ts";

/** What a strategy is called on the screen: its title and colour go by this. */
export type StrategyKind = "eager" | "wait-for-ack" | "limited" | "auto-ack";

export function strategyKind(strategy: Strategy): StrategyKind {
  if (isInert("prefetch", strategy)) return "auto-ack";
  if (strategy.prefetch === "unlimited") return "eager";
  return strategy.prefetch === 1 ? "wait-for-ack" : "limited";
}
