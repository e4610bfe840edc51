import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { inPool } from "./in-pool.mjs";
import { inShards } from "./in-shards.mjs";
import { suites } from "./suites.mjs";

const root = join(import.meta.dirname, "../..");

it.each(["rabbitmq", "embedded"])("every conformance file runs once on %s", (name) => {
  const files = readdirSync(join(root, "tests/conformance"), { recursive: true })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `tests/conformance/${path}`);
  const { parts } = suites(root).find((suite) => suite.name === name);
  expect(parts.flatMap((part) => part.files).sort()).toEqual(files.sort());
  expect(parts.filter((part) => part.files.length === 0)).toEqual([]);
});

it("no two parts write the same report", () => {
  const names = suites(root).flatMap(({ parts }) => parts.map(({ name }) => name));
  expect(new Set(names.map((name) => name.replace(/\W+/g, "-"))).size).toBe(names.length);
});

it("shards take about as long", () => {
  const seconds = { a: 37, b: 37, c: 15, d: 3, e: 3, f: 3 };
  const shards = inShards(Object.keys(seconds), 2, (file) => seconds[file]);
  expect(shards).toEqual([
    ["a", "c"],
    ["b", "d", "e", "f"],
  ]);
});

describe("a pool", () => {
  it("runs so many at a time, begun in order", async () => {
    let [now, most] = [0, 0];
    const begun = [];
    const run = async (ms) => {
      begun.push(ms);
      most = Math.max(most, ++now);
      await delay(ms);
      now--;
      return ms * 2;
    };
    expect(await inPool(2, [30, 5, 10, 1], run)).toEqual([60, 10, 20, 2]);
    expect([begun, most]).toEqual([[30, 5, 10, 1], 2]);
  });

  it("has nothing to do without jobs", async () => {
    expect(await inPool(3, [], () => Promise.reject(new Error("ran")))).toEqual([]);
  });
});
