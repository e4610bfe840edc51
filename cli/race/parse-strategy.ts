import { EAGER } from "#shared/scenario/presets.ts";
import { SCENARIO_LIMITS } from "#shared/scenario/scenario-limits.ts";
import type { Prefetch, Strategy } from "#shared/scenario/strategy.ts";

/** `prefetch=1,ack=manual,durable=true,persistent=true,confirms=on`, any of them left out; `null` when it is not that. */
export function parseStrategy(text: string): Strategy | null {
  let strategy: Strategy = EAGER;
  for (const setting of text.split(",")) {
    const [name, value, ...rest] = setting.split("=").map((part) => part.trim());
    const change = value === undefined || rest.length > 0 ? null : changeOf(name ?? "", value);
    if (!change) return null;
    strategy = { ...strategy, ...change };
  }
  return strategy;
}

function changeOf(name: string, value: string): Partial<Strategy> | null {
  switch (name) {
    case "prefetch": {
      const prefetch = prefetchOf(value);
      return prefetch === null ? null : { prefetch };
    }
    case "ack":
      return value === "manual" || value === "auto" ? { ack: value } : null;
    case "durable":
    case "persistent":
      return value === "true" || value === "false" ? { [name]: value === "true" } : null;
    case "confirms":
      return value === "on" || value === "off" ? { confirms: value === "on" } : null;
    default:
      return null;
  }
}

function prefetchOf(value: string): Prefetch | null {
  if (value === "unlimited") return "unlimited";
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  return count >= 1 && count <= SCENARIO_LIMITS.maxPrefetch ? count : null;
}
