import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RELEASE_NAMES } from "#broker";
import { releaseRows, specOf } from "#broker/testing/by-release.ts";

const ROOT = join(import.meta.dirname, "../..");
const git = (...args: string[]) =>
  execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim().split("\n");

describe("the tables by release in docs/spec", () => {
  it("are there, and have no row of what is alike in all", () => {
    expect(releaseRows.length).toBeGreaterThan(0);
    const alike = releaseRows.filter(({ values }) => new Set(values.values()).size === 1);
    expect(alike).toEqual([]);
  });

  it("have no row that no test reads", () => {
    const tests = git("ls-files", "--cached", "--others", "--exclude-standard", "*.test.ts");
    const text = tests.map((path) => readFileSync(join(ROOT, path), "utf8")).join("\n");
    const unread = releaseRows.filter(
      ({ rule, what }) =>
        what !== "holds" && !(text.includes(`"${rule}"`) && text.includes(`"${what}"`)),
    );
    expect(unread.map(({ rule, what }) => `${rule} ${what}`)).toEqual([]);
  });

  it("know every release, and refuse to tell what they don't say", () => {
    for (const release of RELEASE_NAMES) {
      const { expected, holds } = specOf(release);
      expect(expected("CO6", "octets")).toMatch(/^\d+$/);
      expect(() => expected("CO6", "nothing")).toThrow('docs/spec has no row "| CO6 | nothing |"');
      expect(holds("CO6: and a title")).toBe(true);
    }
  });
});
