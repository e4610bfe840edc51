import { ESLint } from "eslint";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../..");
const { rules } = z
  .object({ rules: z.record(z.string(), z.unknown()) })
  .parse(await new ESLint({ cwd: ROOT }).calculateConfigForFile("shared/x.ts"));
const eslint = new ESLint({
  cwd: ROOT,
  // The rules looked at here need no types, and a file that isn't on disk has none.
  overrideConfig: {
    languageOptions: { parserOptions: { projectService: false } },
    rules: Object.fromEntries(
      Object.keys(rules)
        .filter((rule) => rule.startsWith("@typescript-eslint/"))
        .map((rule) => [rule, "off"]),
    ),
  },
});

async function rulesBroken(code: string, path: string) {
  const [result] = await eslint.lintText(code, { filePath: join(ROOT, path) });
  return result!.messages.map((message) => message.ruleId);
}

const PURE = [
  "shared/run/x.ts",
  "simulation/x.ts",
  "workers/machine/x.ts",
  "broker/wire/x.ts",
  "broker/core/x.ts",
  "broker/session/x.ts",
  "components/stage/x.model.ts",
];

describe("a pure layer", () => {
  it.each([
    ["export const x = Date.now();", "no-restricted-properties"],
    ["export const x = Math.random();", "no-restricted-properties"],
    ["export const x = globalThis.setTimeout;", "no-restricted-properties"],
    ["export const x = new Date();", "no-restricted-syntax"],
    ["let x = 1; export const next = () => x++;", "no-restricted-syntax"],
    ["export const x = performance.now();", "no-restricted-globals"],
    ["export const x = process.env;", "no-restricted-globals"],
    ["setTimeout(() => 1, 5);", "no-restricted-globals"],
    ["setInterval(() => 1, 5);", "no-restricted-globals"],
    ["setImmediate(() => 1);", "no-restricted-globals"],
    ["queueMicrotask(() => 1);", "no-restricted-globals"],
    ["requestAnimationFrame(() => 1);", "no-restricted-globals"],
    ["export const x = crypto.randomUUID();", "no-restricted-globals"],
    ["export const x = fetch('/');", "no-restricted-globals"],
    ["export const x = window.innerWidth;", "no-restricted-globals"],
    ["export const x = document.title;", "no-restricted-globals"],
    ["export const x = localStorage.length;", "no-restricted-globals"],
    ["console.log(1);", "no-restricted-globals"],
  ])("may not: %s", async (code, rule) => {
    for (const path of PURE) expect(await rulesBroken(code, path), path).toContain(rule);
  });

  it("may count on what it is given", async () => {
    const code = "export const at = (clock) => new Date(clock.now()).getTime();";
    for (const path of PURE) expect(await rulesBroken(code, path)).toEqual([]);
  });

  it("ends where the shell begins", async () => {
    expect(await rulesBroken("export const x = Date.now();", "server/x.ts")).toEqual([]);
    expect(await rulesBroken("export const x = Date.now();", "broker/net/x.ts")).toEqual([]);
  });
});

describe("everywhere", () => {
  it("exports go by name, but for Next's files and the tools' settings", async () => {
    const code = "export default function X() { return 1; }";
    expect(await rulesBroken(code, "shared/run/x.ts")).toContain("no-restricted-syntax");
    expect(await rulesBroken(code, "components/stage/x.tsx")).toContain("no-restricted-syntax");
    expect(await rulesBroken(code, "app/page.tsx")).toEqual([]);
  });

  it("a file of more than 300 lines is two files", async () => {
    const code = "export const x = 1;\n".repeat(301);
    expect(await rulesBroken(code, "server/x.ts")).toContain("max-lines");
  });

  it("the rules of hooks hold in the browser's code", async () => {
    const code =
      "import { useState } from 'react'; export function X({ on }) { if (on) useState(1); return null; }";
    expect(await rulesBroken(code, "components/stage/x.tsx")).toContain(
      "react-hooks/rules-of-hooks",
    );
  });
});
