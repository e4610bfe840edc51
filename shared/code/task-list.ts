import type { PlannedTask } from "../scenario/scenario.ts";
import type { ListPart, ProgramWords } from "./program.ts";
import { isSizedByHeader } from "../scenario/service-header.ts";
import { inPublicationOrder } from "../scenario/workload.ts";

/** What a producer publishes, as the elements of a list. */
export interface TaskList {
  /** What each element is called: a text, with the seconds to wait before it and its size if any need them. */
  readonly parts: readonly ListPart[];
  /** Lines of elements with their commas. */
  readonly lines: readonly string[];
}

interface ListLook {
  /** Around an element of several parts. */
  readonly brackets: readonly [open: string, close: string];
  readonly indent: string;
}

const COLUMNS = 72;

/** The workload in the order of its publication, packed into lines. */
export function taskList(
  workload: readonly PlannedTask[],
  { brackets: [open, close], indent }: ListLook,
): TaskList {
  const tasks = inPublicationOrder(workload);
  const parts: readonly ListPart[] = [
    ...(tasks.some(({ publishAtMs }) => publishAtMs > 0) ? (["wait"] as const) : []),
    "text",
    ...(tasks.some(isSizedByHeader) ? (["serviceMs"] as const) : []),
  ];
  const elements = tasks.map((task, i) => {
    const waitMs = task.publishAtMs - (tasks[i - 1]?.publishAtMs ?? 0);
    const values = {
      wait: String(Math.round(waitMs) / 1000),
      text: literal(task.text),
      serviceMs: String(task.serviceMs),
    };
    const element = parts.map((part) => values[part]).join(", ");
    return parts.length > 1 ? `${open}${element}${close}` : element;
  });
  return { parts, lines: pack(elements, indent) };
}

/** What the parts of an element are, when it has several. */
export function listComment(
  { parts }: TaskList,
  { listParts }: ProgramWords,
  comment: string,
): readonly string[] {
  return parts.length > 1 ? [`${comment}${parts.map((part) => listParts[part]).join(", ")}`] : [];
}

/** A string as Python and JavaScript both read it. */
export function literal(text: string): string {
  // Half a surrogate pair has no UTF-8: Python refuses it, and Node sends this for it.
  return JSON.stringify(text.replace(/\p{Cs}/gu, "\uFFFD"));
}

function pack(elements: readonly string[], indent: string): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const element of elements) {
    const longer = line === "" ? `${indent}${element},` : `${line} ${element},`;
    if (line !== "" && longer.length > COLUMNS) {
      lines.push(line);
      line = `${indent}${element},`;
    } else line = longer;
  }
  return line === "" ? lines : [...lines, line];
}
