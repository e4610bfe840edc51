import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const files = execFileSync("git", ["ls-files"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .trim()
  .split("\n");
const code = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path));
const ONE_SCREEN = 60;
const FULL = 25;

describe("the layout", () => {
  it("names files in kebab-case, and Next's as Next wants", () => {
    const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;
    const odd = code.filter((path) => !kebab.test(basename(path)));
    expect(odd).toEqual([]);
  });

  it("has no place for leftovers", () => {
    const vague = /(^|\/)(utils?|lib|helpers?|common|misc)(\/|\.[a-z]+$)|(^|\/)types\.ts$/;
    expect(code.filter((path) => vague.test(path))).toEqual([]);
  });

  it("has at most 25 source files in a folder", () => {
    expect([...crowded().keys()]).toEqual([]);
  });

  it("has two doors and no other barrel", () => {
    const doors = code.filter(
      (path) => /(^|\/)index\.tsx?$/.test(path) && !path.startsWith("shared/messages/"),
    );
    expect(doors.sort()).toEqual(["broker/index.ts", "workers/index.ts"]);
  });

  it("has a rule in docs/spec for every number a test's title begins with", () => {
    const { rules, named } = numbers();
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((rule) => !rules.includes(rule))).toEqual([]);
  });

  it("has a test for every rule in docs/spec: begin its title with the rule's number", () => {
    const { rules, named } = numbers();
    expect(rules.filter((rule) => !named.includes(rule))).toEqual([]);
  });

  const folders = "app broker cli client components docs scripts server shared tests workers".split(
    " ",
  );
  it.each(folders)("%s/README.md says on one screen what belongs there", (folder) => {
    const text = readFileSync(join(ROOT, folder, "README.md"), "utf8");
    expect(text.split("\n").length).toBeLessThanOrEqual(ONE_SCREEN);
  });
});

/** Folders with too many source files, and how many; tests, catalogues of texts and lessons don't count. */
function crowded(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of code) {
    if (/\.test\.[a-z]+$|^shared\/(messages|lesson)\//.test(path)) continue;
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > FULL));
}

/** Those of the rules in docs/spec, and those titles of tests begin with, in tables and transcripts, too. */
function numbers(): { readonly rules: readonly string[]; readonly named: readonly string[] } {
  const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
  const rules = files
    .filter((path) => /^docs\/spec\/.*\.md$/.test(path))
    .flatMap((path) => read(path).match(/^(?:- |\| |#+ )\**[A-Z]{1,3}\d+/gm) ?? [])
    .map((line) => /[A-Z]+\d+/.exec(line)![0]);
  const isTitled = (path: string) =>
    (/\.test\.tsx?$/.test(path) && !path.startsWith("tests/rules/")) ||
    path.startsWith("broker/testing/dispatch/rules/");
  const named = code
    .filter(isTitled)
    .flatMap((path) =>
      [...read(path).matchAll(/["`]((?:[A-Z]{2}\d+(?:, )?)+):/g)].flatMap((match) =>
        match[1]!.split(", "),
      ),
    );
  return { rules, named };
}
