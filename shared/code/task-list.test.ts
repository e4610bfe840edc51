import { describe, expect, it } from "vitest";
import { taskOfSize, tasksOfDots } from "../scenario/workload.ts";
import { literal, taskList } from "./task-list.ts";

const LOOK = { brackets: ["(", ")"], indent: "  " } as const;

describe("taskList", () => {
  it("packs tasks published at once into lines", () => {
    const { parts, lines } = taskList(tasksOfDots([4, 1, 4, 1, 4, 1, 9]), LOOK);
    expect(parts).toEqual(["text"]);
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
      parts: ["wait", "text"],
      lines: ['  (1, "first."), (0.5, "second."), (0, "third."),'],
    });
  });

  it("has no lines without tasks", () => {
    expect(taskList([], LOOK)).toEqual({ parts: ["text"], lines: [] });
  });

  it("gives each its size in ms when the dots of one don't say it", () => {
    expect(taskList([{ text: "Hello", publishAtMs: 0 }, taskOfSize(1250)], LOOK)).toEqual({
      parts: ["text", "serviceMs"],
      lines: ['  ("Hello", 0), ("task.", 1250),'],
    });
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
