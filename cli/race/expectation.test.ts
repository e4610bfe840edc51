import { expect, it } from "vitest";
import { project } from "#shared/kernel/projection.ts";
import { runStateProjection } from "#shared/run/run-state-projection.ts";
import { presets } from "#shared/scenario/presets.ts";
import { raceLog } from "#tests/support/race-log.ts";
import { disappointment, parseExpectation } from "./expectation.ts";
import { raceResult } from "./race-result.ts";

const result = raceResult(project(runStateProjection, raceLog(presets["odd-heavy"])));

function missed(text: string) {
  const expectation = parseExpectation(text);
  if (!expectation) throw new Error(`not read: ${text}`);
  return disappointment(result, expectation);
}

it.each(["B finish <= 15.0", "B finish < A", "A finish = 24", "A lost = 0", "  B  idle < 0.1 "])(
  "%s came true",
  (text) => {
    expect(missed(text)).toBeNull();
  },
);

it("says what it was instead; an arm that isn't there has no figure", () => {
  expect(missed("A finish < 15.1")).toEqual({ was: 24 });
  expect(missed("A done > 12")).toEqual({ was: 12 });
  expect(missed("C finish > 0")).toEqual({ was: null });
});

it.each([
  "",
  "B finish",
  "B finish <= ",
  "E finish < 1",
  "B speed < 1",
  "B finish ~ 1",
  "B finish < 1 2",
  "B constructor < 1",
])("refuses %j", (text) => {
  expect(parseExpectation(text)).toBeNull();
});
