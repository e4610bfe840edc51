import { build } from "esbuild";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildFingerprint, stampPath } from "./steps/build-stamp.mjs";
import { runToEnd } from "./steps/run-step.mjs";

const root = join(import.meta.dirname, "..");
process.chdir(root);

const fingerprint = buildFingerprint(root);
rmSync(stampPath(root), { force: true });
// Types of routes that no longer exist stay behind in there and fail the build.
rmSync(join(root, ".next/dev"), { recursive: true, force: true });

const next = await runToEnd({
  command: process.execPath,
  args: [join(root, "node_modules/next/dist/bin/next"), "build"],
  cwd: root,
  env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
});
if (next.code !== 0) process.exit(next.code);

mkdirSync(join(root, "dist"), { recursive: true });
await build({
  // The broker is a program of its own: the server starts it beside itself.
  entryPoints: { server: join(root, "server/main.ts"), broker: join(root, "broker/main.ts") },
  outdir: join(root, "dist"),
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: true,
  logLevel: "warning",
});
writeFileSync(stampPath(root), fingerprint);
