import { describe, expect, it } from "vitest";
import { noArguments, type Arguments } from "#broker/core/arguments.ts";
import { DEFAULT_RELEASE } from "#broker/core/release.ts";
import { Exchange, type ExchangeType } from "./exchange.ts";
import { routerFor } from "./router-for.ts";

function exchange(type: ExchangeType): Exchange<string> {
  const settings = { durable: false, autoDelete: false, internal: false, arguments: noArguments };
  return new Exchange({ name: "x", type, ...settings }, routerFor(type, DEFAULT_RELEASE));
}
const binding = (destination: string, routingKey = "", args: Arguments = noArguments) => ({
  destination,
  routingKey,
  arguments: args,
});
const route = (from: Exchange<string>, key: string) =>
  from
    .route(key, () => noArguments)
    .map(String)
    .join("");
const tagged: Arguments = new Map([["tag", { type: "longstr", value: "1" }]]);

describe("direct", () => {
  it("RT2: goes by the very key", () => {
    const direct = exchange("direct");
    direct.bind(binding("A", "red"));
    direct.bind(binding("B", "red"));
    direct.bind(binding("C", "blue"));
    expect(route(direct, "red")).toBe("AB");
    expect(route(direct, "green")).toBe("");
  });
});

describe("fanout", () => {
  it("RT2: goes everywhere", () => {
    const fanout = exchange("fanout");
    fanout.bind(binding("A", "red"));
    fanout.bind(binding("B", "blue"));
    expect(route(fanout, "green")).toBe("AB");
  });
});

describe.each(["direct", "fanout", "topic", "headers"] as const)("%s", (type) => {
  it("RT5: one copy, however often bound", () => {
    const any = exchange(type);
    any.bind(binding("A", "k"));
    any.bind(binding("A", "k"));
    any.bind(binding("A", "k", new Map([["x-tag", { type: "longstr", value: "1" }]])));
    expect(route(any, "k")).toBe("A");
  });

  it("QU11: unbind takes away the very binding", () => {
    const any = exchange(type);
    any.bind(binding("A", "k"));
    any.bind(binding("B", "k"));
    expect(any.unbind(binding("A", "other"))).toBeUndefined();
    expect(any.unbind(binding("A", "k", tagged))).toBeUndefined();
    expect(any.unbind(binding("A", "k"))).toBeDefined();
    expect(route(any, "k")).toBe("B");
  });

  it("EX9: knows when nothing is bound any more", () => {
    const any = exchange(type);
    any.bind(binding("A", "k"));
    any.bind(binding("A", "l"));
    expect(any.hasBindings).toBe(true);
    expect(any.unbindAll("A")).toBe(true);
    expect(any.unbindAll("A")).toBe(false);
    expect(any.hasBindings).toBe(false);
    expect(route(any, "k")).toBe("");
  });
});
