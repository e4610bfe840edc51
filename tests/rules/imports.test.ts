import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ALLOWED, VIOLATIONS } from "./import-violations.ts";

const ROOT = join(import.meta.dirname, "../..");
const CONFIG = join(ROOT, ".dependency-cruiser.cjs");
const LAYERS = "app broker cli client components server shared simulation workers".split(" ");
const PACKAGES = "amqplib next react recharts socket.io-client zod".split(" ");

const Report = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});
const Config = z.object({
  forbidden: z.array(z.object({ name: z.string(), comment: z.string().min(20) })),
});

function cruise(folder: string, layers: readonly string[]) {
  const bin = join(ROOT, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const args = [bin, "--config", CONFIG, "--output-type", "json", ...layers];
  const options = { cwd: folder, encoding: "utf8", maxBuffer: 64 * 2 ** 20 } as const;
  return Report.parse(JSON.parse(execFileSync(process.execPath, args, options))).summary;
}

/** A small project with our configuration, a target in every folder, and stand-ins for the packages. */
function writeFixture(folder: string) {
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of ["package.json", "broker/package.json", "tsconfig.json"])
    cpSync(join(ROOT, name), join(folder, name));
  for (const name of PACKAGES) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: "index.js" }));
    write(`node_modules/${name}/index.js`, "module.exports = {};");
  }
  const targets = [
    ...LAYERS.map((layer) => `${layer}/target.ts`),
    ...["wire", "core", "session", "net", "testing"].map((part) => `broker/${part}/target.ts`),
    ...["kernel", "run-log", "run", "metrics", "protocol", "messages", "lesson"].map(
      (part) => `shared/${part}/target.ts`,
    ),
    ...[
      "workers/machine/target.ts",
      "components/stage/target.ts",
      "components/words/target.ts",
      "shared/run/target.test.ts",
      "tests/support/target.ts",
    ],
    ...["broker/index.ts", "workers/index.ts"],
  ];
  for (const path of targets) write(path, "export const target = 1;\n");
  for (const { file, imports } of [...VIOLATIONS, ...ALLOWED])
    write(file, `import * as used from "${imports}";\nexport const same = used;\n`);
  write("app/a.ts", 'import type { B } from "./b.ts";\nexport type A = B | 1;\n');
  write("app/b.ts", 'import type { A } from "./a.ts";\nexport type B = A | 2;\n');
}

describe("the import rules", () => {
  const folder = mkdtempSync(join(tmpdir(), "dispatch-lab-rules-"));
  let reported = new Set<string>();

  beforeAll(() => {
    writeFixture(folder);
    const { violations } = cruise(folder, LAYERS);
    reported = new Set(violations.map(({ rule, from }) => `${rule.name}: ${from}`));
  }, 60_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each(VIOLATIONS)("$rule: $file may not import $imports", ({ rule, file }) => {
    expect([...reported]).toContain(`${rule}: ${file}`);
  });

  it("no-cycles: types count too", () => {
    expect([...reported]).toContain("no-cycles: app/a.ts");
  });

  it.each(ALLOWED)("$file may import $imports", ({ file }) => {
    expect([...reported].filter((line) => line.endsWith(`: ${file}`))).toEqual([]);
  });

  it("each has a violation here, and a comment that says what to do instead", () => {
    const config = Config.parse(createRequire(import.meta.url)(CONFIG));
    const fired = new Set([...reported].map((line) => line.split(":")[0]));
    expect(config.forbidden.map((rule) => rule.name).filter((name) => !fired.has(name))).toEqual(
      [],
    );
  });

  it("see the project's own modules", () => {
    const layers = /^depcruise (.+)$/.exec(
      z
        .object({ scripts: z.object({ deps: z.string() }) })
        .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))).scripts.deps,
    )?.[1];
    const { totalCruised, violations } = cruise(ROOT, layers?.split(" ") ?? []);
    expect(totalCruised).toBeGreaterThan(80);
    expect(violations).toEqual([]);
  }, 60_000);
});
