import { truncateSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { terminalMessagesIn } from "#shared/messages/terminal.ts";
import { fileNamed } from "#tests/support/programs/file-named.ts";
import { readTextWith } from "./read-text.ts";

const readText = readTextWith(terminalMessagesIn("en").cli);

it("reads a file of many megabytes whole, wherever a letter falls", () => {
  const file = fileNamed("long.txt");
  const text = `.${"任务".repeat(500_000)}`;
  writeFileSync(file, text);
  expect(readText(file)).toEqual({ ok: true, value: text });
});

it("says of a file that is longer than any run, or has no end, how long it may be", () => {
  const file = fileNamed("endless.txt");
  writeFileSync(file, "");
  truncateSync(file, 100_000_001);
  expect(readText(file)).toEqual({ ok: false, error: "it has more than 100 MB" });
});

it("says why there is nothing to read", () => {
  expect(readText(fileNamed("nowhere.txt"))).toMatchObject({ ok: false });
  expect(readText("/")).toMatchObject({ ok: false });
});
