// First-load JavaScript of `/`, or of the path given, compressed: what the HTML asks for, without what is loaded later.
// Needs a build.
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { serve } from "./steps/served.mjs";

const path = process.argv[2] ?? "/";
const root = join(import.meta.dirname, "..");
const app = await serve(process.execPath, [join(root, "dist/server.mjs")], {
  cwd: root,
  env: { NODE_ENV: "production" },
});
const html = await (await fetch(new URL(path, app.url))).text();
const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)]
  .filter(([tag]) => !/\snomodule/i.test(tag))
  .map(([, src]) => new URL(src, app.url).href);
let total = 0;
for (const url of new Set(scripts)) {
  const bytes = gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length;
  total += bytes;
  console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${new URL(url).pathname}`);
}
console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first-load JavaScript of ${path} (gzip)`);
await app.stop();
