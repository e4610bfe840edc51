import type { PlannedTask } from "../scenario/scenario.ts";
import { inPublicationOrder } from "../scenario/workload.ts";

/** What a producer publishes, as the elements of a list. */
export interface TaskList {
  /** Whether each comes with the seconds to wait before it. */
  readonly timed: boolean;
  /** Lines of elements with their commas. */
  readonly lines: readonly string[];
}

interface ListLook {
  /** Around a task that comes with its wait. */
  readonly pair: readonly [open: string, close: string];
  readonly indent: string;
}

const COLUMNS = 72;

/** The workload in the order of its publication, packed into lines. */
export function taskList(workload: readonly PlannedTask[], { pair, indent }: ListLook): TaskList {
  const tasks = inPublicationOrder(workload);
  const timed = tasks.some(({ publishAtMs }) => publishAtMs > 0);
  const elements = tasks.map(({ text, publishAtMs }, i) => {
    if (!timed) return literal(text);
    const waitMs = publishAtMs - (tasks[i - 1]?.publishAtMs ?? 0);
    return `${pair[0]}${Math.round(waitMs) / 1000}, ${literal(text)}${pair[1]}`;
  });
  return { timed, lines: pack(elements, indent) };
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
