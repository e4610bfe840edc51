import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = [
  "app",
  "broker",
  "client",
  "components",
  "public",
  "server",
  "shared",
  "workers",
  "next.config.ts",
  "postcss.config.mjs",
  "package.json",
  "package-lock.json",
  "scripts/build.mjs",
];
const NOT_BUILT = /(\.test\.tsx?|\.md)$/;

/** Where a finished build leaves its fingerprint; written last, so half a build has none. */
export const stampPath = (root) => join(root, "dist/build-stamp");

/** A hash of everything a build depends on. */
export function buildFingerprint(root) {
  const hash = createHash("sha256").update(`node ${process.versions.node.split(".")[0]}\n`);
  for (const path of SOURCES.flatMap((source) => filesUnder(root, source))) {
    hash.update(`${path}\n`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/** Why there must be a build first, or `null` when the one there is fits the source. */
export function buildProblem(root) {
  for (const output of [
    stampPath(root),
    join(root, "dist/server.mjs"),
    join(root, "dist/broker.mjs"),
    join(root, ".next/BUILD_ID"),
  ])
    if (!existsSync(output)) return "there is no build yet";
  if (readFileSync(stampPath(root), "utf8") !== buildFingerprint(root))
    return "the source changed since the last build";
  return null;
}

function filesUnder(root, path) {
  if (!existsSync(join(root, path))) return [];
  if (path.includes(".")) return [path];
  return readdirSync(join(root, path), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}
