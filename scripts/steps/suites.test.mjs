import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { conformanceFiles, rulesByRelease, sampleOf } from "./conformance-parts.mjs";
import { integrationFiles, integrationParts } from "./integration-parts.mjs";
import { inPool } from "./in-pool.mjs";
import { inShards } from "./in-shards.mjs";
import { suites, suitesOfReleases } from "./suites.mjs";

const root = join(import.meta.dirname, "../..");
const all = [...suites(root), ...suitesOfReleases(root)];

it.each(["rabbitmq-3.10", "rabbitmq-4.0", "rabbitmq-4.3", "embedded", "embedded-4.3"])(
  "every conformance file runs once on %s",
  (name) => {
    const { parts } = all.findLast((suite) => suite.name === name);
    const [broker] = name.split("-");
    expect(parts.flatMap((part) => part.files).sort()).toEqual(conformanceFiles(root, broker));
    expect(parts.filter((part) => part.files.length === 0)).toEqual([]);
  },
);

it("every integration file runs once", () => {
  const files = integrationParts(root).flatMap((part) => part.files);
  expect(files.toSorted()).toEqual(integrationFiles(root));
});

describe("a sample", () => {
  const sample = (commit) => sampleOf(root, { name: "r", commit });
  const filesOf = (parts, whole) =>
    parts.filter(({ tests }) => (tests === undefined) === whole).flatMap(({ files }) => files);

  it("is a fifth of the files whole, and of the rest the tests of rules that differ by release", () => {
    const parts = sample("1");
    const fifth = filesOf(parts, true);
    expect(fifth).toHaveLength(Math.ceil(conformanceFiles(root).length / 5));
    expect(filesOf(parts, false).filter((file) => fifth.includes(file))).toEqual([]);
    expect(rulesByRelease(root)).toContain("CN1");
    for (const { tests } of parts.filter((part) => part.tests !== undefined)) {
      expect("describe CN1: a title").toMatch(new RegExp(tests));
      expect("describe CN0: a title").not.toMatch(new RegExp(tests));
    }
  });

  it("holds each test of a rule that differs, whole or by its title", () => {
    const files = sample("1").flatMap((part) => part.files);
    const tests = ["amqp-connection", "dispatch", "quorum"];
    expect(files).toEqual(
      expect.arrayContaining(tests.map((name) => `tests/conformance/${name}.test.ts`)),
    );
  });

  it("is another one with another commit, and the same with the same", () => {
    expect(sample("1")).toEqual(sample("1"));
    const fifths = ["1", "2", "3"].map((commit) => filesOf(sample(commit), true).join());
    expect(new Set(fifths).size).toBeGreaterThan(1);
  });
});

describe("of RabbitMQ", () => {
  const wholeFiles = (judges) =>
    suites(root, judges)
      .filter(({ release }) => release !== undefined)
      .map(({ release, parts }) => [release, parts.every(({ tests }) => tests === undefined)]);

  it("the newest has all conformance tests, the others a sample", () => {
    expect(wholeFiles()).toEqual([
      ["3.10", false],
      ["4.0", false],
      ["4.3", true],
    ]);
  });

  it.each(["aside", "none", "missing"])("where it is %s, the newest that judges has", (is) => {
    const judges = [
      { release: "4.0", is: "judge" },
      { release: "4.3", is },
    ];
    expect(wholeFiles(judges)).toEqual([
      ["3.10", false],
      ["4.0", true],
      ["4.3", false],
    ]);
  });
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
