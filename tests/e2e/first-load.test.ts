import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { test } from "./lab-test.ts";

/** Next and React are 137 of it. */
const MOST_KB = 185;

test("the first load of / is no larger than it may be: what `npm run bench:page` counts", async ({
  app,
}) => {
  const html = await (await fetch(app.url)).text();
  const scripts = [...html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)]
    .filter(([tag]) => !/\snomodule/i.test(tag))
    .map(([, src]) => new URL(src!, app.url).href);
  const sizes = await Promise.all(
    [...new Set(scripts)].map(
      async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length,
    ),
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0) / 1000).toBeLessThan(MOST_KB);
});
