import { describe, expect, it } from "vitest";
import { EAGER, WAIT_FOR_ACK } from "#shared/scenario/default-scenario.ts";
import { parsePrefetch, strategyKind } from "./strategy-title.model.ts";

describe("strategyKind", () => {
  it("names arenas by how much they prefetch", () => {
    const all = [EAGER, WAIT_FOR_ACK, { ...EAGER, prefetch: 5 }];
    expect(all.map((one) => strategyKind(one, all))).toEqual(["eager", "fair", "limited"]);
  });

  it("names them by how they acknowledge, where that is the difference", () => {
    const all = [{ ...EAGER, ack: "auto" as const }, EAGER, WAIT_FOR_ACK];
    expect(all.map((one) => strategyKind(one, all))).toEqual(["autoAck", "manualAck", "fair"]);
  });

  it("does not call auto ack with prefetch 1 fair", () => {
    const one = { ...WAIT_FOR_ACK, ack: "auto" as const };
    expect(strategyKind(one, [one])).toBe("autoAck");
  });
});

describe("parsePrefetch", () => {
  it.each(["1", " 65535 ", "3"])("takes %j", (text) => {
    expect(parsePrefetch(text)).toBe(Number(text));
  });
  it.each(["", "0", "65536", "-1", "1.5", "1e3", "five"])("refuses %j", (text) => {
    expect(parsePrefetch(text)).toBeUndefined();
  });
});
