import { expect, it } from "vitest";
import { unpack } from "#shared/protocol/packed.ts";
import { PackedCache } from "./packed-cache.ts";

it("packs once what many ask for, and keeps no more bytes than it may", () => {
  const cache = new PackedCache(250);
  const packings: string[] = [];
  const ask = (key: string) =>
    cache.pack(key, () => {
      packings.push(key);
      return key.repeat(98);
    });
  expect(unpack(ask("a"))).toBe("a".repeat(98));
  expect(ask("a")).toBe(ask("a"));
  ask("b");
  ask("a");
  ask("c");
  expect(packings.join("")).toBe("abc");
  // "b" was unused for longest.
  ask("a");
  ask("b");
  expect(packings.join("")).toBe("abcb");
});
