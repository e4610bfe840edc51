import { expect, it } from "vitest";
import { strategyKind } from "./describe-strategy.ts";
import { isInert } from "./strategy.ts";
import { EAGER } from "./default-scenario.ts";

it("names a strategy by what it does", () => {
  expect(strategyKind(EAGER)).toBe("eager");
  expect(strategyKind({ ...EAGER, prefetch: 1 })).toBe("wait-for-ack");
  expect(strategyKind({ ...EAGER, prefetch: 10 })).toBe("limited");
});

it("knows that auto-ack makes prefetch inert", () => {
  const strategy = { ...EAGER, prefetch: 1, ack: "auto" } as const;
  expect(isInert("prefetch", strategy)).toBe(true);
  expect(strategyKind(strategy)).toBe("auto-ack");
});
