import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "../..");
const CHUNKS = join(ROOT, ".next/static/chunks");
/** A sentence of the broker's core, which nothing else says. */
const IN_THE_CORE = "already in a list";
const MAX_BYTES = 30_000;

test("the page's simulation has private fields as they are: kept in WeakMaps, they are 8 times slower", () => {
  const core = readdirSync(CHUNKS)
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(join(CHUNKS, name), "utf8"))
    .filter((text) => text.includes(IN_THE_CORE));
  expect(core.length).toBeGreaterThan(0);
  for (const text of core) {
    const around = text.slice(Math.max(0, text.indexOf(IN_THE_CORE) - 600)).slice(0, 1200);
    expect(around).toMatch(/this\.#\w/);
    expect(text).not.toMatch(/_class_private_field|__classPrivateField/);
  }
});

test("simulation and core together are small enough for a page", async () => {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, "simulation/forecast.ts")],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    write: false,
  });
  expect(gzipSync(outputFiles[0]?.contents ?? "").length).toBeLessThan(MAX_BYTES);
});
