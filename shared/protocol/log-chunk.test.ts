import { expect, it } from "vitest";
import { longLog } from "#tests/bench/long-log.ts";
import { LOG_CHUNK } from "./events.ts";

it("sends no more than half a megabyte at once", () => {
  const log = longLog(2_000);
  const bytes = new TextEncoder().encode(JSON.stringify(log.slice(1, LOG_CHUNK + 1))).length;
  expect(bytes).toBeLessThan(500_000);
});
