import { describe, expect, it } from "vitest";
import { raceLog } from "#tests/support/race-log.ts";
import { presets } from "../scenario/presets.ts";
import { parseNdjson, writeNdjson } from "./ndjson.ts";

const log = raceLog(presets["kill-a-worker"]);
const lines = writeNdjson(log).split("\n");
const broken = (line: number, text: string) => lines.toSpliced(line - 1, 1, text).join("\n");

describe("ndjson", () => {
  it("reads what it wrote", () => {
    expect(parseNdjson(writeNdjson(log))).toEqual({ ok: true, value: log });
  });

  it.each([
    [3, "{", "not-json", ""],
    [3, "[]", "not-json", ""],
    [3, '{"type":"exploded","seq":3,"atMs":0}', "not-an-event", "type"],
    [3, '{"type":"confirmed","seq":3,"atMs":-1,"arm":"A","task":1}', "not-an-event", "atMs"],
    [1, '{"type":"clock-paused","seq":1,"atMs":0}', "no-run-opened", ""],
    [1, '{"type":"run-opened","formatVersion":99}', "newer-format", "99"],
    [4, "", "gap", "seq"],
  ])("names line %d when it is %j: %s", (line, text, code, path) => {
    const told = parseNdjson(broken(line, text));
    const at = code === "gap" ? line + 1 : line;
    expect(told).toEqual({ ok: false, error: { line: at, code, path } });
  });

  it("wants a run", () => {
    expect(parseNdjson("\n")).toMatchObject({ ok: false, error: { code: "no-run-opened" } });
  });
});
