import { expect, it } from "vitest";
import { hostTokens } from "./host-token.ts";

it("knows its own tokens, each another one", () => {
  const tokens = hostTokens();
  const [one, other] = [tokens.make(), tokens.make()];
  expect(one).not.toBe(other);
  expect([one, other].map(tokens.isOurs)).toEqual([true, true]);
});

it("knows no token that another made, nor one that was touched", () => {
  const tokens = hostTokens();
  const token = tokens.make();
  const touched = (token.startsWith("A") ? "B" : "A") + token.slice(1);
  const others = [
    "",
    "a",
    token + "A",
    token.slice(1),
    touched,
    hostTokens().make(),
    "=".repeat(32),
  ];
  expect(others.filter(tokens.isOurs)).toEqual([]);
});
