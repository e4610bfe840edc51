import { expect, it } from "vitest";
import { parseNdjson } from "../run-log/ndjson.ts";
import { logFileProblem } from "./log-file.ts";

const problemOf = (text: string) => {
  const parsed = parseNdjson(text);
  if (parsed.ok) throw new Error("It was read");
  return parsed.error;
};

it("names the format found and the newest known, in both languages", () => {
  const problem = problemOf('{"type":"run-opened","formatVersion":7}');
  expect(logFileProblem("en", problem)).toBe(
    "This log is of format 7; the newest known here is 2. Open it with a newer Dispatch Lab.",
  );
  expect(logFileProblem("zh", problem)).toBe(
    "这份日志的格式是 7，本程序最新只认识 2。请用更新的 Dispatch Lab 打开。",
  );
});

it.each([
  ["", "This is no log of a run: its first line does not open one."],
  ["{", "Line 1 is not JSON: the file is damaged or cut off."],
  [
    '{"type":"run-opened","formatVersion":2,"seq":1,"atMs":0}',
    "Line 1 is no event of a run: runId is wrong.",
  ],
])("says what is wrong with %j", (text, sentence) => {
  expect(logFileProblem("en", problemOf(text))).toBe(sentence);
});
