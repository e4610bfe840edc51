import { describe, expect, it } from "vitest";
import { tasksOfDots } from "../scenario/workload.ts";
import { literal, taskList } from "./task-list.ts";

const LOOK = { pair: ["(", ")"], indent: "  " } as const;

describe("taskList", () => {
  it("packs tasks published at once into lines", () => {
    const { timed, lines } = taskList(tasksOfDots([4, 1, 4, 1, 4, 1, 9]), LOOK);
    expect(timed).toBe(false);
    expect(lines).toEqual([
      '  "task....", "task.", "task....", "task.", "task....", "task.",',
      '  "task.........",',
    ]);
  });

  it("gives each the seconds to wait since the one before, in the order of publication", () => {
    const workload = [
      { text: "second.", publishAtMs: 1500 },
      { text: "first.", publishAtMs: 1000.4 },
      { text: "third.", publishAtMs: 1500 },
    ];
    expect(taskList(workload, LOOK)).toEqual({
      timed: true,
      lines: ['  (1, "first."), (0.5, "second."), (0, "third."),'],
    });
  });

  it("has no lines without tasks", () => {
    expect(taskList([], LOOK)).toEqual({ timed: false, lines: [] });
  });
});

describe("literal", () => {
  it.each([
    ['say "hi" \\ bye.', '"say \\"hi\\" \\\\ bye."'],
    ["任务 🐇.", '"任务 🐇."'],
    ["half \ud83d.", '"half \uFFFD."'],
  ])("quotes %s", (text, quoted) => {
    expect(literal(text)).toBe(quoted);
  });
});
