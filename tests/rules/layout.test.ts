import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
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

  it("has two doors and no other barrel", () => {
    const doors = code.filter(
      (path) => /(^|\/)index\.tsx?$/.test(path) && !path.startsWith("shared/messages/"),
    );
    expect(doors.sort()).toEqual(["broker/index.ts", "workers/index.ts"]);
  });

  it("has a rule in docs/spec for every number a test's title begins with", () => {
    const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
    const spec = files.filter((path) => /^docs\/spec\/.*\.md$/.test(path)).map(read);
    const rules = new Set(
      spec
        .flatMap((text) => text.match(/^(?:- |\| |#+ )\**[A-Z]{1,3}\d+/gm) ?? [])
        .map((line) => /[A-Z]+\d+/.exec(line)![0]),
    );
    const tests = code.filter(
      (path) => /\.test\.tsx?$/.test(path) && !path.startsWith("tests/rules/"),
    );
    const named = tests.flatMap((path) =>
      [...read(path).matchAll(/(?:it|describe|test)(?:\.each\([^)]*\))?\("([A-Z]{1,3}\d+): /g)].map(
        (match) => match[1]!,
      ),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((rule) => !rules.has(rule))).toEqual([]);
  });

  const folders = "app broker client components docs scripts server shared tests workers".split(
    " ",
  );
  it.each(folders)("%s/README.md says on one screen what belongs there", (folder) => {
    const text = readFileSync(join(ROOT, folder, "README.md"), "utf8");
    expect(text.split("\n").length).toBeLessThanOrEqual(ONE_SCREEN);
  });
});
