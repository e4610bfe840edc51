import { expect, it } from "vitest";
import { loadLesson } from "#shared/lesson/load-lesson.ts";
import { currentPhase, phaseState } from "./lesson-phase.model.ts";

const lesson = await loadLesson("odd-heavy");
const record = (guess: string | null, ...ticked: readonly string[]) => ({ guess, ticked });

it("begins with the prediction and goes on once there is one", () => {
  expect(currentPhase(lesson, record(null), false)).toBe("predict");
  expect(currentPhase(lesson, record("15"), false)).toBe("run");
});

it("goes on without a prediction, too: running is enough", () => {
  expect(currentPhase(lesson, record(null), true)).toBe("run");
});

it("explains once all is done that was to be seen", () => {
  expect(currentPhase(lesson, record("15", "run"), true)).toBe("run");
  expect(currentPhase(lesson, record("15", "run", "hatch"), true)).toBe("explain");
});

it("does not call done what was skipped", () => {
  const skipped = { guess: null, isOver: false };
  expect(phaseState("predict", "run", skipped)).toBe("later");
  expect(phaseState("predict", "run", { guess: "15", isOver: false })).toBe("done");
  expect(phaseState("explain", "explain", { guess: null, isOver: true })).toBe("done");
});
