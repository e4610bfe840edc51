import { expect, it } from "vitest";
import { fakeWallClock } from "#tests/support/fake-wall-clock.ts";
import { AddressLimit } from "./address-limit.ts";

function limit() {
  const wall = fakeWallClock();
  return { wall, limit: new AddressLimit({ burst: 2, perSecond: 1 }, () => wall.nowMs()) };
}

it("holds each address to its rate, and nobody for another", () => {
  const { wall, limit: one } = limit();
  const takes = (address: string) => [1, 2, 3].map(() => one.take(address));
  expect(takes("10.0.0.1")).toEqual([true, true, false]);
  expect(takes("10.0.0.2")).toEqual([true, true, false]);
  wall.advance(1000);
  expect([one.isSpent("10.0.0.1"), one.take("10.0.0.1"), one.isSpent("10.0.0.1")]).toEqual([
    false,
    true,
    true,
  ]);
});

it("counts the addresses of one version 6 subnet as one", () => {
  const { limit: one } = limit();
  const same = ["2001:db8:1:2::9", "2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::1:9"];
  expect(same.map((address) => one.take(address))).toEqual([true, true, false]);
  expect(one.take("2001:db8:1:3::9")).toBe(true);
  expect(["::1", "::1", "::1"].map((address) => one.take(address))).toEqual([true, true, false]);
});

it("remembers no more addresses than it can keep", () => {
  const { limit: one } = limit();
  one.take("10.0.0.1");
  one.take("10.0.0.1");
  expect(one.isSpent("10.0.0.1")).toBe(true);
  for (let i = 0; i < 10_000; i++) one.take(`192.168.${i >> 8}.${i & 255}`);
  expect(one.isSpent("10.0.0.1")).toBe(false);
});

it("forgets who has kept to the rate before who has not", () => {
  const { wall, limit: one } = limit();
  for (let i = 0; i < 10_000; i++) one.take(`10.1.${i >> 8}.${i & 255}`);
  wall.advance(2000);
  one.take("10.1.0.0");
  one.take("10.1.0.0");
  one.take("10.0.0.1");
  expect(one.isSpent("10.1.0.0")).toBe(true);
});
